package main
import ("testing";"os";"strconv";"runtime";"runtime/pprof";"fmt";"time";"artsfactory/cmd/internal/memo";"artsfactory/cmd/internal/site";"artsfactory/cmd/internal/workspace")
func TestZZWrite(t *testing.T){ d:=os.Getenv("ZZ"); if d==""{t.Skip()}; n,_:=strconv.Atoi(os.Getenv("ZN")); writeSite(t,d,n)}
func heap() uint64 { runtime.GC(); runtime.GC(); var m runtime.MemStats; runtime.ReadMemStats(&m); return m.HeapAlloc>>20 }
func TestZZHeap(t *testing.T){
 d:=os.Getenv("ZZ"); if d==""{t.Skip()}
 w,_:=workspace.Open(d)
 fmt.Println("start",heap())
 files,_:=w.Read()
 fmt.Println("read",heap())
 var m *memo.Memory
 if os.Getenv("MEM")!="" { m=memo.New() }
 o:=site.Options{Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Store: w.Store()}
 r:=site.Build(m,files,o)
 fmt.Println("built",heap())
 f,_:=os.Create("/tmp/perf.heap"); pprof.WriteHeapProfile(f); f.Close()
 for _,x:=range r.Tree.All(){ x.Bytes() }
 fmt.Println("rendered",heap())
 f,_=os.Create("/tmp/perf.heap2"); pprof.WriteHeapProfile(f); f.Close()
 runtime.KeepAlive(r); runtime.KeepAlive(files);runtime.KeepAlive(m)
}
