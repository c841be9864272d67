package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/promwright/promwright/internal/inert"
)

// Markdown writes a page about the results, such as the summary of a job: the tally, the files that did not pass, and what Text
// draws of their failures. It writes at most room bytes: drawings that do not fit are left out, and counted.
func Markdown(w io.Writer, files []*File, room int, o Options) error {
	o.Color, o.ASCII, o.Width = false, false, textWidth
	var page strings.Builder
	fmt.Fprintf(&page, "### rulelint test\n\n%s\n", Tally(files))
	if table := table(files, o); table != "" && page.Len()+len(table) < room-reserve {
		page.WriteString(table)
	}
	dropped := 0
	for _, f := range files {
		if f.Passed() {
			continue
		}
		if drawing := fenced(f, o); dropped == 0 && page.Len()+len(drawing) < room-reserve {
			page.WriteString(drawing)
		} else {
			dropped++
		}
	}
	if dropped > 0 {
		fmt.Fprintf(&page, "\n%s left out: there is no room\n", count(dropped, "more file"))
	}
	page.WriteByte('\n')
	if page.Len() > room {
		return nil
	}
	_, err := io.WriteString(w, page.String())
	return err
}

// reserve is room for the last line, in bytes.
const reserve = 100

// table lists the files that did not pass; "" if all did.
func table(files []*File, o Options) string {
	var b strings.Builder
	for _, f := range files {
		if f.Passed() {
			continue
		}
		c := Tally([]*File{f})
		fmt.Fprintf(&b, "| %s | %d | %d | %d |\n", cell(o.path(f.Path)), c.Tests, c.Failed, len(f.Errors))
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n| file | tests | failed | errors |\n|---|---:|---:|---:|\n" + b.String()
}

// cell is text in a table.
func cell(s string) string {
	return "`" + strings.NewReplacer("|", "\\|", "`", "'", "\n", " ").Replace(inert.Printable(s)) + "`"
}

// fenced is what is drawn of a file, in a fence that nothing in it ends.
func fenced(f *File, o Options) string {
	var b strings.Builder
	_ = f.Text(&b, o) // a Builder takes everything
	text := b.String()
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return "\n" + fence + "\n" + text + fence + "\n"
}
