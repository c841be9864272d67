package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/promwright/promwright/internal/excerpt"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

var update = flag.Bool("update", false, "write the outputs of testdata/*.txtar")

// TestGolden prints results. Each archive holds rule files, a section "findings" (see parseFindings), and outputs: "text"
// with an optional width, and the other formats.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, archives)
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			require.NoError(t, err)
			result := resultOf(t, archive)
			for i, section := range archive.Files {
				got, isOutput := output(t, section.Name, result)
				if !isOutput {
					continue
				}
				if *update {
					archive.Files[i].Data = got
				} else if diff := cmp.Diff(string(section.Data), string(got)); diff != "" {
					t.Errorf("%s: %s (-want +got); if it is right, run go test ./lint/format -update:\n%s", path, section.Name, diff)
				}
			}
			if *update {
				require.NoError(t, os.WriteFile(path, txtar.Format(archive), 0o644))
			}
		})
	}
}

// output prints the result in the format that a section is named for, with the width that may follow.
func output(t *testing.T, name string, result lint.Result) ([]byte, bool) {
	name, width, _ := strings.Cut(name, " ")
	format, err := Find(name)
	if err != nil {
		return nil, false
	}
	n, _ := strconv.Atoi(width)
	var b bytes.Buffer
	require.NoError(t, format.Write(&b, result, Options{Text: TextOptions{Width: n}, Checks: testChecks, Version: "v1.2.3"}))
	if name == "text" {
		requireFits(t, b.String(), n)
	}
	return b.Bytes(), true
}

// testChecks are checks of the golden runs. Others of their findings are unknown to the formats.
var testChecks = []*lint.Check{
	{Name: "templatelabel", Severity: lint.Warning, Doc: "# templatelabel: labels that are gone\n\n## Why\n\nNobody reads `{{ }}`.\n"},
	{Name: "lines", Severity: lint.Error},
	{Name: "never", Severity: lint.Off, Doc: "# never: switched off\n"},
}

// excerptLine finds the lines of excerpts.
var excerptLine = regexp.MustCompile(`^ *\d* \|`)

// requireFits checks that excerpts are not wider than the terminal.
func requireFits(t *testing.T, text string, width int) {
	if width == 0 {
		width = DefaultWidth
	}
	for line := range strings.Lines(text) {
		if excerptLine.MatchString(line) {
			require.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), width, "%q", line)
		}
	}
}

// resultOf reads the rule files and findings of an archive.
func resultOf(t *testing.T, archive *txtar.Archive) lint.Result {
	project := &lint.Project{}
	var findings, failures string
	for _, section := range archive.Files {
		kind, _, _ := strings.Cut(section.Name, " ")
		_, err := Find(kind)
		switch {
		case kind == "findings":
			findings = string(section.Data)
		case kind == "failures":
			failures = string(section.Data)
		case err != nil: // not the name of a format
			section.Data = bytes.ReplaceAll(section.Data, []byte("<CR>"), []byte("\r"))
			source := bytes.ReplaceAll(section.Data, []byte("<TAB>"), []byte("\t"))
			source = bytes.ReplaceAll(source, []byte("<ESC>"), []byte("\x1b"))
			project.Files = append(project.Files, rulefile.Parse(section.Name, source))
		}
	}
	result := lint.Run(project, nil)
	result.Findings = parseFindings(t, project, findings)
	for line := range strings.Lines(failures) { // CHECK CAUSE
		check, cause, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		result.Errors = append(result.Errors, &lint.CheckError{Check: check, Cause: cause})
	}
	return result
}

// entry is a line of a section "findings":
//
//	SEVERITY CHECK FILE:LINE:COLUMN-LINE:COLUMN MESSAGE    a finding
//	related . FILE:LINE:COLUMN-LINE:COLUMN MESSAGE         of the finding above
//	fix NEW FILE:LINE:COLUMN-LINE:COLUMN MESSAGE           replaces the span by NEW
//	unsafe . FILE:LINE:COLUMN-LINE:COLUMN MESSAGE          a fix without edits
var entry = regexp.MustCompile(`^(\w+) (\S+) (.+?):(\d+):(\d+)-(\d+):(\d+) (.*)$`)

func parseFindings(t *testing.T, project *lint.Project, text string) []lint.Finding {
	var all []lint.Finding
	for line := range strings.Lines(text) {
		m := entry.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		require.NotNil(t, m, "%q", line)
		var file *rulefile.File
		for _, f := range project.Files {
			if f.Name == m[3] {
				file = f
			}
		}
		require.NotNil(t, file, "no file %s", m[3])
		span := rulefile.Span{Start: position(file, m[4], m[5]), End: position(file, m[6], m[7])}
		message := strings.NewReplacer("<ESC>", "\x1b", `\n`, "\n").Replace(m[8])
		switch last := len(all) - 1; m[1] {
		case "related":
			all[last].Related = append(all[last].Related, lint.Related{File: file, Span: span, Message: message})
		case "fix":
			edit := rulefile.Edit{Span: span, New: m[2]}
			all[last].Fixes = append(all[last].Fixes, lint.Fix{Message: message, Edits: []rulefile.Edit{edit}})
		case "unsafe":
			all[last].Fixes = append(all[last].Fixes, lint.Fix{Message: message, Unsafe: true})
		default:
			check := lint.Check{Name: m[2]}
			all = append(all, lint.Finding{
				Diagnostic: lint.Diagnostic{File: file, Span: span, Message: message},
				Check:      m[2], Severity: lint.Severity(m[1]), URL: check.URL(),
			})
		}
	}
	return all
}

// position finds the byte at line and column.
func position(file *rulefile.File, line, column string) rulefile.Pos {
	n, _ := strconv.Atoi(line)
	at, _ := strconv.Atoi(column)
	offset := 0
	for i := 1; i < n; i++ {
		offset += bytes.IndexByte(file.Source[offset:], '\n') + 1
	}
	for i := 1; i < at; i++ {
		_, size := utf8.DecodeRune(file.Source[offset:])
		offset += size
	}
	return rulefile.Pos{Offset: offset, Line: n, Column: at}
}

func TestColor(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/design.txtar")
	require.NoError(t, err)
	result := resultOf(t, archive)
	var plain, colored bytes.Buffer
	require.NoError(t, Text(&plain, result, TextOptions{}))
	require.NoError(t, Text(&colored, result, TextOptions{Color: true}))
	require.NotContains(t, plain.String(), "\x1b")
	require.Contains(t, colored.String(), "\x1b[33;1mwarning:")
	stripped := regexp.MustCompile(`\x1b\[[\d;]*m`).ReplaceAllString(colored.String(), "")
	require.Equal(t, plain.String(), stripped, "colour changes nothing else")
}

func TestAFailedCheckIsPrinted(t *testing.T) {
	result := lint.Result{Project: &lint.Project{}, Errors: []error{&lint.CheckError{Check: "x", Cause: "boom"}}}
	var text, object bytes.Buffer
	require.NoError(t, Text(&text, result, TextOptions{}))
	require.Equal(t, "error: lint: check x failed, which is a bug in it: boom\n\nno findings in 0 rules, 0 files; 1 check did not finish\n", text.String())
	require.NoError(t, JSON(&object, result))
	require.Contains(t, object.String(), `"message": "lint: check x failed`)
	require.NotContains(t, object.String(), `"start"`)
}

func TestWriteErrorsAreReturned(t *testing.T) {
	result := lint.Result{Project: &lint.Project{}}
	require.ErrorIs(t, Text(brokenWriter{}, result, TextOptions{}), errBroken)
	require.ErrorIs(t, JSON(brokenWriter{}, result), errBroken)
}

var errBroken = errors.New("the disk is full")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestALineOfManyMegabytes(t *testing.T) {
	long := `{"groups": [{"name": "` + strings.Repeat("ü", 2<<20) + `", "rules": [{"alert": "A", "expr": "up"}]}]}`
	file := rulefile.Parse("long.json", []byte(long))
	require.Empty(t, file.Errors)
	expr := file.Groups[0].Rules[0].Expr
	finding := lint.Finding{Diagnostic: lint.Diagnostic{File: file, Span: expr.Span(0, 2), Message: "m"}, Check: "c", Severity: lint.Info}
	result := lint.Result{Project: &lint.Project{Files: []*rulefile.File{file}}, Findings: []lint.Finding{finding, finding, finding}}
	var b bytes.Buffer
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	require.NoError(t, Text(&b, result, TextOptions{Width: 60}))
	runtime.ReadMemStats(&after)
	require.Contains(t, b.String(), `…`)
	require.Contains(t, b.String(), `"up"}]}]}`)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(2<<20), "bytes for three findings")
}

// FuzzText looks for sources and spans that cannot be drawn, or not in the width.
func FuzzText(f *testing.F) {
	f.Add("a: \tb\n世界: x\n", 3, 9, 40, false)
	f.Add(strings.Repeat("x", 300), 100, 290, 30, true)
	f.Add("\x1b\u200b\u0301e\xff\r\n\n\n\n\n\nx", 0, 12, 25, false)
	f.Fuzz(func(t *testing.T, source string, from, to, width int, twice bool) {
		if from < 0 || to < from || to > len(source) || width > 500 || strings.Count(source, "\n") > 50 {
			return
		}
		file := rulefile.Parse("f.yaml", []byte(source))
		file.Errors = nil
		span := rulefile.Span{Start: at(source, from), End: at(source, to)}
		finding := lint.Finding{Diagnostic: lint.Diagnostic{File: file, Span: span, Message: "m"}, Check: "c", Severity: lint.Info}
		if twice {
			finding.Related = []lint.Related{{Span: rulefile.Span{Start: span.End, End: span.End}, Message: strings.Repeat("word ", 20)}}
		}
		var b bytes.Buffer
		result := lint.Result{Project: &lint.Project{Files: []*rulefile.File{file}}, Findings: []lint.Finding{finding}}
		require.NoError(t, Text(&b, result, TextOptions{Width: width}))
		require.Contains(t, b.String(), "^")
		requireFits(t, b.String(), max(width, excerpt.MinWidth))
	})
}

// at is the position of byte i.
func at(source string, i int) rulefile.Pos {
	for i > 0 && i < len(source) && !utf8.RuneStart(source[i]) {
		i--
	}
	begin := strings.LastIndexByte(source[:i], '\n') + 1
	return rulefile.Pos{Offset: i, Line: 1 + strings.Count(source[:i], "\n"), Column: 1 + utf8.RuneCountInString(source[begin:i])}
}

func TestJSONHasNoNull(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, JSON(&b, lint.Result{Project: &lint.Project{}}))
	require.NotContains(t, b.String(), "null")
	var object map[string]any
	require.NoError(t, json.Unmarshal(b.Bytes(), &object))
	require.Equal(t, "map[error:0 info:0 warning:0]", fmt.Sprint(object["summary"].(map[string]any)["findings"]))
}
