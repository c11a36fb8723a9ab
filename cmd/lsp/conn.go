package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
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

// An rpcError says why a request failed, with a code of JSON-RPC or of the protocol.
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
	requestFailed  = -32803
)

// An incoming message.
type incoming struct {
	ID     json.RawMessage
	Method string
	Params json.RawMessage
	Result json.RawMessage
	Error  *rpcError

	TooLong bool `json:"-"` // the text in it is longer than maxText, and left out
}

// A conn reads and writes messages, each after a header with its length. One goroutine may read;
// any may write.
type conn struct {
	in  *bufio.Reader
	mu  sync.Mutex
	out io.Writer
}

func newConn(in io.Reader, out io.Writer) *conn { return &conn{in: bufio.NewReader(in), out: out} }

// maxMessage is the length in bytes above which a message is not held in memory: several times that
// of a text of maxText.
const maxMessage = 8 << 20

// A messageError is a message that cannot be understood. The messages after it may be.
type messageError struct{ reason string }

func (e messageError) Error() string { return e.reason }

// read waits for a message. It fails with a messageError, or where no more messages will come.
func (c *conn) read() (incoming, error) {
	length, err := c.readHeader()
	if err != nil {
		return incoming{}, err
	}
	if length > maxMessage {
		return c.skip(length)
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(c.in, body); err != nil {
		return incoming{}, err
	}
	var m incoming
	if err := json.Unmarshal(body, &m); err != nil {
		return incoming{}, messageError{err.Error()}
	}
	return m, nil
}

// readHeader reads up to the empty line that ends a header, and returns the length of the body.
func (c *conn) readHeader() (length int, err error) {
	length = -1
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return 0, err
		}
		text := strings.TrimSpace(string(line))
		if text == "" && length >= 0 {
			return length, nil
		}
		if name, value, ok := strings.Cut(text, ":"); ok && strings.EqualFold(name, "Content-Length") {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || length < 0 {
				return 0, messageError{fmt.Sprintf("a message cannot be %.40q long", value)}
			}
		}
	}
}

// What a message says before its text, in the order in which editors write.
var (
	methodPattern = regexp.MustCompile(`"method"\s*:\s*("textDocument/did(?:Open|Change)")`)
	uriPattern    = regexp.MustCompile(`"uri"\s*:\s*("(?:[^"\\]|\\.)*")`)
)

// skip reads a message of length bytes without holding it. For one that tells of a text, it returns
// the same message without the text, marked as too long; else it fails with a messageError.
func (c *conn) skip(length int) (incoming, error) {
	start := make([]byte, min(length, 64<<10))
	if _, err := io.ReadFull(c.in, start); err != nil {
		return incoming{}, err
	}
	if _, err := io.CopyN(io.Discard, c.in, int64(length-len(start))); err != nil {
		return incoming{}, err
	}
	method, uri := methodPattern.FindSubmatch(start), uriPattern.FindSubmatch(start)
	m := incoming{TooLong: true}
	if method == nil || uri == nil || json.Unmarshal(method[1], &m.Method) != nil {
		return incoming{}, messageError{fmt.Sprintf("a message of %d bytes is too long", length)}
	}
	m.Params = fmt.Appendf(nil, `{"textDocument":{"uri":%s}}`, uri[1])
	return m, nil
}

// send writes a message. That nobody reads any more is noticed by read.
func (c *conn) send(m message) {
	m.Version = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		panic(err) // all that is sent can be encoded
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Fprintf(c.out, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

func (c *conn) notify(method string, params any) { c.send(message{Method: method, Params: params}) }

// null is the result of a request that finds nothing: the protocol wants one in every reply.
var null = json.RawMessage("null")

func (c *conn) reply(id json.RawMessage, result any, err *rpcError) {
	if id == nil {
		id = null
	}
	if err != nil {
		c.send(message{ID: id, Error: err})
		return
	}
	if result == nil {
		result = null
	}
	c.send(message{ID: id, Result: result})
}
