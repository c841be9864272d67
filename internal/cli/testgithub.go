package cli

import (
	"bytes"
	"fmt"
	"os"

	"github.com/promwright/promwright/promtest/promtool"
	"github.com/promwright/promwright/promtest/report"
)

// annotate prints the commands that make GitHub Actions show failures beside the code, below the text that people read in the log.
func (w *testWriter) annotate(results []*promtool.FileResult) error {
	if os.Getenv("GITHUB_ACTIONS") != "true" || !w.printsText() {
		return nil
	}
	return report.GitHub(w.stdout, results, w.drawing)
}

// maxSummary is the size in bytes of the largest summary that GitHub Actions takes; of a larger one it shows nothing.
const maxSummary = 1 << 20

// summarize adds the results to the summary of the step, where GitHub Actions has one. That it cannot be written, as in a container
// that does not see it, is said and does no harm.
func (w *testWriter) summarize(results []*promtool.FileResult) {
	path := os.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return
	}
	if err := appendSummary(path, results, w.drawing); err != nil {
		printErrors(w.stderr, fmt.Errorf("summary of the step: %s: %w", path, unwrapPath(err)))
	}
}

func appendSummary(path string, results []*promtool.FileResult, drawing report.Options) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := report.Markdown(&page, results, max(maxSummary-int(info.Size()), 1), drawing); err != nil {
		return err
	}
	if _, err := file.Write(page.Bytes()); err != nil {
		return err
	}
	return file.Close()
}
