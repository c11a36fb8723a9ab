package assets

import "sync"

// Memory is a [Store] that lasts as long as the process. Its zero value is empty and ready.
type Memory struct{ kept sync.Map }

// Get returns what was put under key.
func (m *Memory) Get(key string) ([]byte, bool) {
	b, ok := m.kept.Load(key)
	if !ok {
		return nil, false
	}
	return b.([]byte), true
}

// Put keeps b, which nobody may change from then on.
func (m *Memory) Put(key string, b []byte) { m.kept.Store(key, b) }
