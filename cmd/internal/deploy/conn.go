package deploy

import (
	"net"
	"time"
)

// Stalled is how long a connection may pass nothing before it is given up: less than a claim holds, so that what was
// on its way when another publisher took over does not arrive afterwards.
const Stalled = 30 * time.Second

// A StallingConn gives up a connection that has stalled.
type StallingConn struct{ net.Conn }

func (c StallingConn) Read(b []byte) (int, error) {
	_ = c.SetReadDeadline(time.Now().Add(Stalled))
	return c.Conn.Read(b)
}

// Write implements net.Conn. While something is sent an answer may be late.
func (c StallingConn) Write(b []byte) (int, error) {
	_ = c.SetDeadline(time.Now().Add(Stalled))
	return c.Conn.Write(b)
}
