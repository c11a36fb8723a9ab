package memo

import (
	"hash/maphash"
	"slices"
	"sync"
)

// A List is a list that can be part of an argument: lists of one Memory are equal if they are one
// pointer. Nobody changes it.
type List[T comparable] struct {
	Items []T

	once  sync.Once
	index any
}

// A listKey leads to the lists that have a hash, one after the other.
type listKey[T comparable] struct {
	hash uint64
	nth  int
}

var seed = maphash.MakeSeed()

// ListOf is the list of the items, which nobody changes from then on.
func ListOf[T comparable](m *Memory, items []T) *List[T] {
	if m == nil {
		return &List[T]{Items: items}
	}
	k := listKey[T]{hash: hash(items)}
	m.mu.Lock()
	defer m.mu.Unlock()
	for ; ; k.nth++ {
		e := m.entries[k]
		if e == nil {
			e = &entry{key: k, value: &List[T]{Items: items}}
			m.entries[k] = e
		}
		if l := e.value.(*List[T]); slices.Equal(l.Items, items) {
			m.use(e)
			return l
		}
	}
}

func hash[T comparable](items []T) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, x := range items {
		maphash.WriteComparable(&h, x)
	}
	return h.Sum64()
}

// Index returns make(l.Items), which is made once for each list: every call for lists of one type
// names the same function.
func Index[T comparable, V any](l *List[T], make func([]T) V) V {
	l.once.Do(func() { l.index = make(l.Items) })
	return l.index.(V)
}
