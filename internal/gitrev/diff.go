package gitrev

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// hunk is one change of a file.
type hunk struct {
	from, lines int  // what is there now: lines from a line on, counted from 1. 0 lines: something was removed behind from
	item        bool // what was removed begins with an item of a list: it was not part of what stands above
	comment     bool // what was removed is comments, which may have been about what stands below
}

// touches tells whether the change is in the lines from to to.
func (h hunk) touches(from, to int) bool {
	if h.lines > 0 {
		return h.from <= to && from-h.from < h.lines
	}
	switch {
	case h.from == to: // behind the last line
		return !h.item && !h.comment
	case h.from == from-1: // above the first line
		return h.comment
	}
	return from <= h.from && h.from < to
}

// diff reads what git diff prints about the working tree and a commit.
func (c *Changes) diff(ctx context.Context, commit string) error {
	cmd := command(ctx, c.root, "-c", "core.quotePath=true", "diff", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color", "--no-ext-diff",
		"--no-textconv", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", "--ignore-submodules=all", commit, "--")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	err = c.parse(out)
	_, drained := io.Copy(io.Discard, out) // what is not understood must not block git
	if failed := cmd.Wait(); failed != nil {
		line, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return fmt.Errorf("%w: %s", failed, line)
	}
	return errors.Join(err, drained)
}

var hunkHeader = regexp.MustCompile(`^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)

// parse reads a diff without context. The lines of hunks are counted, so that nothing in a file is taken for part of the diff.
func (c *Changes) parse(diff io.Reader) error {
	in := bufio.NewReader(diff)
	path := ""
	for {
		line, err := in.ReadString('\n')
		if name, ok := strings.CutPrefix(line, "+++ "); ok {
			if path, ok = fileName(name); !ok {
				return fmt.Errorf("file name %q is not understood", name)
			}
		} else if m := hunkHeader.FindStringSubmatch(line); m != nil {
			h := hunk{from: number(m[2]), lines: number(m[3])}
			if err := h.read(in, number(m[1])+h.lines); err != nil {
				return err
			}
			c.hunks[path] = append(c.hunks[path], h)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// read reads the lines of a hunk, so many.
func (h *hunk) read(in *bufio.Reader, lines int) error {
	first := true
	h.comment = true
	for lines > 0 {
		line, err := in.ReadString('\n')
		if text, removed := strings.CutPrefix(line, "-"); removed {
			text = strings.TrimSpace(text)
			if text != "" && !strings.HasPrefix(text, "#") {
				h.item = h.item || first && strings.IndexByte("-{}]", text[0]) >= 0
				first, h.comment = false, false
			}
		}
		if !strings.HasPrefix(line, `\`) { // not a note about a missing line feed
			lines--
		}
		if err != nil {
			return fmt.Errorf("the diff ends within a hunk: %w", err)
		}
	}
	return nil
}

// fileName reads a name as a diff writes it: b/path, quoted where it has special characters, /dev/null for none.
func fileName(text string) (string, bool) {
	text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\t")
	if text == "/dev/null" {
		return "", true
	}
	if strings.HasPrefix(text, `"`) {
		unquoted, err := strconv.Unquote(text)
		if err != nil {
			return "", false
		}
		text = unquoted
	}
	return strings.CutPrefix(text, "b/")
}

// number reads digits; without them it is 1, as in a hunk's header.
func number(digits string) int {
	if n, err := strconv.Atoi(digits); err == nil {
		return n
	}
	return 1
}
