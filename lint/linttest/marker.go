package linttest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// project is an archive read.
type project struct {
	files    []marked
	fixed    map[string]marked // by the name of the file that they are the fixed form of
	config   *txtar.File       // nil: none
	settings lint.Settings     // that it gives
}

// marked is a file without its markers, and what the markers want.
type marked struct {
	parsed *rulefile.File
	wants  []want
}

// want is one finding that must be.
type want struct {
	line    int
	message *regexp.Regexp
	at      *string // source of the span; nil: anything
}

// String returns the want as it is written.
func (w want) String() string {
	if w.at == nil {
		return strconv.Quote(w.message.String())
	}
	return fmt.Sprintf("%q at `%s`", w.message, *w.at)
}

const (
	configName  = ".rulelint.yaml"
	fixedSuffix = ".fixed"
)

// readProject sorts the sections of an archive into files, fixed files and configuration.
func readProject(archive *txtar.Archive) (*project, error) {
	p := &project{fixed: map[string]marked{}}
	for i, section := range archive.Files {
		if section.Name == configName {
			p.config = &archive.Files[i]
			continue
		}
		name, fixed := strings.CutSuffix(section.Name, fixedSuffix)
		text, wants, err := cutMarkers(string(section.Data))
		if err != nil {
			return nil, fmt.Errorf("%s:%w", section.Name, err)
		}
		file := marked{parsed: rulefile.Parse(name, []byte(text)), wants: wants}
		if fixed {
			p.fixed[name] = file
		} else {
			p.files = append(p.files, file)
		}
	}
	for name := range p.fixed {
		if !p.has(name) {
			return nil, fmt.Errorf("%s%s: there is no section %s", name, fixedSuffix, name)
		}
	}
	if len(p.files) == 0 {
		return nil, fmt.Errorf("the archive has no file")
	}
	return p, nil
}

// has tells whether the project has a file of that name.
func (p *project) has(name string) bool {
	for _, file := range p.files {
		if file.parsed.Name == name {
			return true
		}
	}
	return false
}

// marker finds a marker with the space before it.
var marker = lazyregexp.New(`[ \t]*# want(?:\s|$)`)

// cutMarkers removes the markers from text and reads them. Errors begin with the number of the line.
func cutMarkers(text string) (string, []want, error) {
	lines := strings.SplitAfter(text, "\n")
	var all []want
	for i, line := range lines {
		at := marker.FindStringIndex(line)
		if at == nil {
			continue
		}
		content := strings.TrimRight(line, "\r\n")
		wants, err := parseWants(content[min(at[1], len(content)):])
		if err != nil {
			return "", nil, fmt.Errorf("%d: # want: %w", i+1, err)
		}
		for _, w := range wants {
			w.line = i + 1
			all = append(all, w)
		}
		lines[i] = line[:at[0]] + line[len(content):]
	}
	return strings.Join(lines, ""), all, nil
}

// parseWants reads `"message" at "source" "message" ...`.
func parseWants(text string) ([]want, error) {
	var wants []want
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		pattern, rest, err := quoted(text)
		if err != nil {
			return nil, err
		}
		message, err := regexp.Compile(pattern)
		if err != nil {
			return nil, err
		}
		w := want{message: message}
		if at, ok := strings.CutPrefix(rest, "at "); ok {
			var source string
			if source, rest, err = quoted(strings.TrimSpace(at)); err != nil {
				return nil, err
			}
			w.at = &source
		}
		wants, text = append(wants, w), rest
	}
	if len(wants) == 0 {
		return nil, fmt.Errorf("a quoted message is missing")
	}
	return wants, nil
}

// quoted reads the string in quotes or backquotes that text begins with.
func quoted(text string) (value, rest string, err error) {
	prefix, err := strconv.QuotedPrefix(text)
	if err != nil {
		return "", "", fmt.Errorf("%q does not begin with a string in quotes", text)
	}
	value, err = strconv.Unquote(prefix)
	return value, strings.TrimSpace(text[len(prefix):]), err
}
