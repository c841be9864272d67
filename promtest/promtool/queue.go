package promtool

import (
	"slices"
	"sync"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/promtest/report"
)

// queue collects what tests of several files give, in whatever order they end, and hands the files on in theirs.
type queue struct {
	mu    sync.Mutex
	files []*FileResult
	jobs  [][]promtest.Test
	errs  [][]error
	open  []int // tests of each file that have not ended
	next  int   // the first file that was not handed on
	done  func(*FileResult)
}

func newQueue(files []*FileResult, jobs [][]promtest.Test, done func(*FileResult)) *queue {
	q := &queue{files: files, jobs: jobs, done: done, errs: make([][]error, len(files)), open: make([]int, len(files))}
	for i, tests := range jobs {
		files[i].Results = make([]*report.Result, len(tests))
		q.errs[i], q.open[i] = make([]error, len(tests)), len(tests)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.advance()
	return q
}

// finish notes what came of test j of file i.
func (q *queue) finish(i, j int, result *report.Result, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.files[i].Results[j], q.errs[i][j] = result, err
	q.open[i]--
	q.advance()
}

// advance hands on every file that is complete and has its turn.
func (q *queue) advance() {
	for ; q.next < len(q.files) && q.open[q.next] == 0; q.next++ {
		file := q.files[q.next]
		for j, err := range q.errs[q.next] {
			if err != nil {
				file.Errors = append(file.Errors, located(q.jobs[q.next][j].Where, err)...)
			}
		}
		file.Results = slices.DeleteFunc(file.Results, func(r *report.Result) bool { return r == nil })
		if q.done != nil {
			q.done(file)
		}
	}
}
