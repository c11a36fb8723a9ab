package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

// A message is one of JSON-RPC 2.0: a request with an ID and a method, a notification without
// an ID, or a reply without a method.
type message struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  any             `json:"params,omitempty"`
	Result  any             `json:"result,omitempty"`
	Error   *rpcError       `json:"error,omitempty"`
}

// A rpcError is why a request is not answered, with a code of JSON-RPC or of the protocol.
type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

const (
	parseError     = -32700
	invalidRequest = -32600
	noSuchMethod   = -32601
	invalidParams  = -32602
	internalError  = -32603
	notInitialized = -32002
)

// A incoming is a message as it came in.
type incoming struct {
	ID     json.RawMessage
	Method string
	Params json.RawMessage
	Result json.RawMessage
	Error  *rpcError
}

// A conn carries messages, each behind a header that says how long it is.
type conn struct {
	in  *bufio.Reader
	mu  sync.Mutex
	out io.Writer
}

func newConn(in io.Reader, out io.Writer) *conn { return &conn{in: bufio.NewReader(in), out: out} }

// maxMessage is how long a message may be: far more than a text that somebody types.
const maxMessage = 64 << 20

// A messageError is one that cannot be understood; what follows it may be.
type messageError struct{ reason string }

func (e messageError) Error() string { return e.reason }

// read waits for a message. Its error is a badMessage, or says that no more will come.
func (w *conn) read() (incoming, error) {
	length := -1
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return incoming{}, err
		}
		text := strings.TrimSpace(string(line))
		if text == "" && length >= 0 {
			break
		}
		if name, value, ok := strings.Cut(text, ":"); ok && strings.EqualFold(name, "Content-Length") {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || length < 0 {
				return incoming{}, messageError{fmt.Sprintf("a message cannot be %.40q long", value)}
			}
		}
	}
	if length > maxMessage {
		if _, err := io.CopyN(io.Discard, w.in, int64(length)); err != nil {
			return incoming{}, err
		}
		return incoming{}, messageError{fmt.Sprintf("a message of %d bytes is too long", length)}
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(w.in, body); err != nil {
		return incoming{}, err
	}
	var c incoming
	if err := json.Unmarshal(body, &c); err != nil {
		return incoming{}, messageError{err.Error()}
	}
	return c, nil
}

// send writes a message whole. Whoever no longer reads is noticed by next.
func (w *conn) send(m message) {
	m.Version = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		panic(err) // nothing that is sent can fail to be written
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	fmt.Fprintf(w.out, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

func (w *conn) notify(method string, params any) { w.send(message{Method: method, Params: params}) }

// null is the result of a request that finds nothing; a result that is left out is no reply.
var null = json.RawMessage("null")

func (w *conn) reply(id json.RawMessage, result any, f *rpcError) {
	if id == nil {
		id = null
	}
	if f != nil {
		w.send(message{ID: id, Error: f})
		return
	}
	if result == nil {
		result = null
	}
	w.send(message{ID: id, Result: result})
}
