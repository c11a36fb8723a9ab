package main

import (
	"os"
	"runtime/debug"
	"testing"

	"artsfactory/cmd/internal/browsertest"
)

// Tests build hundreds of small sites: collecting less often is a fifth of their time.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(browsertest.Main(m))
}
