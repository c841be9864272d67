package cli

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/format"
)

func TestParseOutputs(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("there", nil, 0o600))
	require.NoError(t, os.Symlink("there", "link"))
	tests := map[string]struct {
		values []string
		want   []string // formats and files
		err    string
	}{
		"none":                   {nil, nil, ""},
		"several":                {[]string{"sarif=a.sarif", "text=-"}, []string{"sarif a.sarif", "text -"}, ""},
		"a file with =":          {[]string{"json=a=b"}, []string{"json a=b"}, ""},
		"no file":                {[]string{"json"}, nil, `--output "json" is not FORMAT=FILE, such as junit=rulelint.xml (- is standard output)`},
		"an empty file":          {[]string{"json="}, nil, `--output "json=" is not FORMAT=FILE, such as junit=rulelint.xml (- is standard output)`},
		"an unknown format":      {[]string{"xml=a"}, nil, `--output xml=a: format "xml": there is none of that name, allowed are text, json, sarif, github, gitlab, checkstyle, junit`},
		"twice the same file":    {[]string{"json=a", "sarif=./a"}, nil, "--output json=a and --output sarif=./a write to the same file"},
		"the same file, by link": {[]string{"json=there", "sarif=link"}, nil, "--output json=there and --output sarif=link write to the same file"},
		"twice standard output":  {[]string{"json=-", "text=-"}, nil, "--output json=- and --output text=- write to the same file"},
		"a file named like -":    {[]string{"json=-", "text=./-"}, []string{"json -", "text ./-"}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			outputs, err := parseOutputs(findingsFormat, test.values)
			if test.err != "" {
				require.EqualError(t, err, test.err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, describe(outputs))
		})
	}
}

func describe(outputs []output) []string {
	var all []string
	for _, o := range outputs {
		all = append(all, o.format+" "+o.file)
	}
	return all
}

func TestOutputsOf(t *testing.T) {
	tests := map[string]struct {
		format string
		given  bool
		values []string
		want   []string
		err    string
	}{
		"the format alone":                {"json", true, nil, []string{"json -"}, ""},
		"files besides":                   {"text", false, []string{"sarif=a"}, []string{"text -", "sarif a"}, ""},
		"an output takes the place":       {"text", false, []string{"github=-", "sarif=a"}, []string{"github -", "sarif a"}, ""},
		"both for standard output":        {"text", true, []string{"github=-"}, nil, "--format text and --output FORMAT=- both write to standard output"},
		"an unknown format":               {"xml", true, nil, nil, `--format: format "xml": there is none of that name, allowed are text, json, sarif, github, gitlab, checkstyle, junit`},
		"an output that cannot be parsed": {"text", false, []string{"x"}, nil, `--output "x" is not FORMAT=FILE, such as junit=rulelint.xml (- is standard output)`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			outputs, err := outputsOf(findingsFormat, test.format, test.given, test.values)
			if test.err != "" {
				require.EqualError(t, err, test.err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, describe(outputs))
		})
	}
}

func TestWriteOutputs(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("old.json", []byte("old"), 0o600))
	require.NoError(t, os.Symlink("old.json", "link.json"))
	outputs, err := parseOutputs(findingsFormat, []string{"text=-", "json=link.json", "sarif=no/folder.sarif", "github=/dev/null", "text=new.txt", "junit=."})
	require.NoError(t, err)
	result := lint.Result{Project: &lint.Project{}, Errors: []error{errors.New("something")}}
	var stdout bytes.Buffer
	err = writeOutputs(outputs, &stdout, writeFindings(result, format.Options{Text: format.TextOptions{Color: true}}))
	require.EqualError(t, err, "--output sarif=no/folder.sarif: no such file or directory\n--output junit=.: is a directory")
	require.Contains(t, stdout.String(), "\x1b[1m")

	written, err := os.ReadFile("old.json")
	require.NoError(t, err)
	require.Contains(t, string(written), `"something"`)
	info, err := os.Lstat("old.json")
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode(), "the mode is kept")
	info, err = os.Lstat("link.json")
	require.NoError(t, err)
	require.NotZero(t, info.Mode()&os.ModeSymlink, "the link is kept")
	written, err = os.ReadFile("new.txt")
	require.NoError(t, err)
	require.NotContains(t, string(written), "\x1b")
	info, err = os.Lstat("/dev/null")
	require.NoError(t, err)
	require.False(t, info.Mode().IsRegular())
}
