package cli

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/promwright/promwright/rules/rulefile"
)

const (
	quietFor    = time.Second            // runs that take less show no progress
	redrawAfter = 100 * time.Millisecond // so that drawing costs nothing
)

// progress is a line on a terminal that says how far a long run is. On anything else, and in a short run, it writes nothing.
// Safe for concurrent use.
type progress struct {
	w     io.Writer
	doing string // checking, testing
	total int
	now   func() time.Time

	mutex       sync.Mutex
	done        int
	ended       bool
	start, last time.Time // last: when the line was drawn; zero while it is not there
	timer       *time.Timer
}

// newProgress starts a progress over so many files. Call Done before anything else is written to the terminal, or Above.
func newProgress(w io.Writer, doing string, total int) *progress {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" || !term.IsTerminal(int(file.Fd())) {
		return &progress{ended: true}
	}
	p := startProgress(w, doing, total, time.Now)
	p.timer = time.AfterFunc(quietFor, func() { p.Add(0) }) // what comes after the last file may be long, too
	return p
}

func startProgress(w io.Writer, doing string, total int, now func() time.Time) *progress {
	return &progress{w: w, doing: doing, total: total, now: now, start: now()}
}

// Add notes that n more files are done.
func (p *progress) Add(n int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.done += n
	if p.ended {
		return
	}
	now := p.now()
	if now.Sub(p.start) < quietFor || now.Sub(p.last) < redrawAfter && p.done < p.total {
		return
	}
	p.last = now
	fmt.Fprintf(p.w, "\r\x1b[K%s %s of %s files", p.doing, grouped(p.done), grouped(p.total))
}

// after returns a function that reads a file and notes that it is done.
func (p *progress) after(read func(string) *rulefile.File) func(string) *rulefile.File {
	return func(path string) *rulefile.File {
		defer p.Add(1)
		return read(path)
	}
}

// Above calls a function that writes to the terminal, without the line, which comes back when there is more to say.
func (p *progress) Above(write func()) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if !p.ended && !p.last.IsZero() {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.last = time.Time{}
	}
	write()
}

// Done removes the line. It may be called more than once.
func (p *progress) Done() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.timer != nil {
		p.timer.Stop()
	}
	if !p.ended && !p.last.IsZero() {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	p.ended = true
}

// grouped returns a number with a comma before every three digits.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
