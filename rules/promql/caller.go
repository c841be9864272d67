package promql

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// module is the import path of package rules, the parent of this package.
const module = "github.com/promwright/promwright/rules"

// A caller is where someone outside this library called it: the return addresses of the stack, resolved on demand.
type caller []uintptr

// here returns the caller of the exported function that calls it, however deep inside the library.
func here() caller {
	var pcs [16]uintptr
	n := runtime.Callers(2, pcs[:])
	return append(caller(nil), pcs[:n]...)
}

// String returns file:line, or "" where nothing is known.
func (c caller) String() string {
	if len(c) == 0 {
		return ""
	}
	frames := runtime.CallersFrames(c)
	for {
		frame, more := frames.Next()
		if frame.File != "" && !internal(frame) {
			return shorten(frame.File) + ":" + strconv.Itoa(frame.Line)
		}
		if !more {
			return ""
		}
	}
}

// internal reports whether frame is code of package promql or rules, tests excepted.
func internal(frame runtime.Frame) bool {
	if strings.HasSuffix(frame.File, "_test.go") {
		return false
	}
	return strings.HasPrefix(frame.Function, module+".") || strings.HasPrefix(frame.Function, module+"/promql.")
}

// shorten returns file relative to the working directory, or its last two elements where it is not below it.
func shorten(file string) string {
	file = filepath.ToSlash(file)
	if dir, err := os.Getwd(); err == nil {
		if rest, ok := strings.CutPrefix(file, strings.TrimSuffix(filepath.ToSlash(dir), "/")+"/"); ok {
			return rest
		}
	}
	elements := strings.Split(file, "/")
	return strings.Join(elements[max(0, len(elements)-2):], "/")
}
