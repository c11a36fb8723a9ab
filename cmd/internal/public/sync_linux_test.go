package public

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

const refuseEnv = "PUBLIC_TEST_REFUSE"

// syncCalls are the system calls on which publishing relies.
var syncCalls = map[string]uint32{"fsync": unix.SYS_FSYNC, "syncfs": unix.SYS_SYNCFS}

// Where the system's call fails, so does each sync of osDisk: what TestPowerCut relies on reaches
// the system.
func TestSyncsReachTheSystem(t *testing.T) {
	for call, want := range map[string]string{
		"fsync":  "syncFile: input/output error\nsyncDir: input/output error\nsyncAll: done\n",
		"syncfs": "syncFile: done\nsyncDir: done\nsyncAll: input/output error\n",
	} {
		dir := tempDir(t)
		put(t, dir, "file", "text")
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), refuseEnv+"="+call, childEnv+"="+dir)
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 77 {
			t.Skipf("this system does not let a process refuse its own calls: %s", out)
		}
		if err != nil || string(out) != want {
			t.Errorf("without %s: %v\n%s", call, err, out)
		}
	}
}

// syncRefusing tells what becomes of each sync in a process for which a system call fails.
func syncRefusing(call, dir string) int {
	runtime.LockOSThread()
	if err := refuse(syncCalls[call]); err != nil {
		fmt.Println(err)
		return 77
	}
	tell := func(what string, err error) {
		var number unix.Errno
		if errors.As(err, &number) {
			fmt.Printf("%s: %v\n", what, number)
		} else {
			fmt.Printf("%s: done\n", what)
		}
	}
	tell("syncFile", osDisk{}.syncFile(dir+"/file"))
	tell("syncDir", osDisk{}.syncDir(dir))
	tell("syncAll", osDisk{}.syncAll(dir))
	return 0
}

// refuse makes a system call fail with EIO in all threads of this process, by a seccomp filter.
func refuse(call uint32) error {
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}, // the number of the call
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: call, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EIO)},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	_, _, e := unix.Syscall(
		unix.SYS_SECCOMP,
		unix.SECCOMP_SET_MODE_FILTER,
		unix.SECCOMP_FILTER_FLAG_TSYNC,
		uintptr(unsafe.Pointer(&program)),
	)
	if e != 0 {
		return e
	}
	return nil
}
