package walk_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/walk"
)

// TestIgnoresAsGitDoes compares with what git itself lists.
func TestIgnoresAsGitDoes(t *testing.T) {
	tests := map[string]map[string]string{ // by path of the .gitignore file, or of .git/info/exclude
		"nothing":                                 {},
		"a name anywhere":                         {".gitignore": "b.yaml\n"},
		"a name in the folder alone":              {".gitignore": "/b.yaml\n"},
		"a slash in the middle anchors":           {".gitignore": "a/b.yaml\n"},
		"a folder":                                {".gitignore": "a/\n"},
		"a folder's name is no file":              {".gitignore": "b.yaml/\n"},
		"wildcards":                               {".gitignore": "?.yaml\n[!c]d.yaml\na[!y-z]b.yaml\n"},
		"stars at the start":                      {".gitignore": "**/a/b.yaml\n"},
		"stars in the middle":                     {".gitignore": "a/**/b.yaml\n"},
		"stars at the end":                        {".gitignore": "a/**\n"},
		"taken back":                              {".gitignore": "*.yaml\n!b.yaml\n"},
		"not below a folder":                      {".gitignore": "a\n!a/b.yaml\n"},
		"all of a folder but one":                 {".gitignore": "a/*\n!a/b.yaml\n"},
		"taken back deeper":                       {".gitignore": "*.yaml\n", "a/.gitignore": "!b.yaml\n"},
		"relative to its own folder":              {"a/.gitignore": "/a/b.yaml\n"},
		"deeper decides":                          {".gitignore": "!b.yaml\n", "a/.gitignore": "b.yaml\n"},
		"not shared":                              {".git/info/exclude": "b.yaml\n"},
		"shared decides":                          {".git/info/exclude": "b.yaml\n", ".gitignore": "!b.yaml\n"},
		"comments, blank lines, CRLF":             {".gitignore": "# a\r\n\r\nb.yaml\r\n"},
		"a byte order mark":                       {".gitignore": "\ufeffb.yaml\n"},
		"spaces at the end":                       {".gitignore": "b.yaml  \nc d.yaml\n"},
		"escapes":                                 {".gitignore": "\\!x.yaml\n\\#x.yaml\nsp\\ \n"},
		"sets":                                    {".gitignore": "[[:alpha:]].yaml\n[]x].yaml\n[b-\n[[:nope:]]*\n"},
		"a range over the slash is none":          {".gitignore": "a[+-9]b.yaml\n"},
		"braces are letters":                      {".gitignore": "{b,c}.yaml\n"},
		"a backslash at the end matches nothing":  {".gitignore": "b.yaml\\\n"},
		"names that are not ASCII":                {".gitignore": "ü?.yaml\n"},
		"a link to a folder is no folder":         {".gitignore": "link/\n"},
		"stars within a name are ordinary":        {".gitignore": "a**b.yaml\n"},
		"everything, and back":                    {".gitignore": "*\n!*/\n!b.yaml\n"},
		"a slash at both ends":                    {".gitignore": "/a/\n"},
		"several files decide about one path":     {".gitignore": "a/a/*\n", "a/.gitignore": "!a/b.yaml\n", "a/a/.gitignore": "c.yaml\n"},
		"a pattern that is only an exclamation":   {".gitignore": "!\nb.yaml\n"},
		"a set that starts with what it excludes": {".gitignore": "[^a-b].yaml\n"},
	}
	folder := repository(t)
	write(t, filepath.Join(folder, "üb.yaml"), "") // in git, ? is a byte; here it is a character
	for name, files := range tests {
		t.Run(name, func(t *testing.T) { compare(t, folder, files) })
	}
}

// TestIgnoresAsGitDoesAtRandom does so for patterns that nobody thought of.
func TestIgnoresAsGitDoesAtRandom(t *testing.T) {
	tokens := []string{"a", "b", "c", ".yaml", "b.yaml", "*", "**", "?", "/", "/", "[ab]", "[!a]", "[a-", "]", "\\", " ", "{a,b}"}
	random := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var out strings.Builder
		for range 1 + random.IntN(4) {
			if random.IntN(4) == 0 {
				out.WriteString("!")
			}
			for range 1 + random.IntN(5) {
				out.WriteString(tokens[random.IntN(len(tokens))])
			}
			out.WriteString("\n")
		}
		return out.String()
	}
	folder := repository(t)
	for range 150 {
		compare(t, folder, map[string]string{".gitignore": text(), "a/.gitignore": text()})
	}
}

// repository makes a repository with files, and moves into it.
func repository(t *testing.T) string {
	t.Helper()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	folder := t.TempDir()
	if out, err := exec.Command("git", "init", "-q", folder).CombinedOutput(); err != nil {
		t.Skipf("no git: %v %s", err, out)
	}
	for _, below := range []string{"", "a", "a/a", "a/a/c", "b", "c/a", "c"} {
		for _, name := range []string{"a.yaml", "b.yaml", "c.yaml", "ab.yaml", "axb.yaml", "c d.yaml", "!x.yaml", "#x.yaml", "{b,c}.yaml", "b.txt"} {
			write(t, filepath.Join(folder, below, name), "")
		}
	}
	write(t, filepath.Join(folder, "sp /b.yaml"), "")
	write(t, filepath.Join(folder, "a/c/b.yaml/b.yaml"), "")
	require.NoError(t, os.Symlink("a", filepath.Join(folder, "link")))
	t.Chdir(folder)
	return folder
}

// compare asserts that the walk finds what git lists, with the ignore files given.
func compare(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for _, name := range []string{".gitignore", "a/.gitignore", "a/a/.gitignore", ".git/info/exclude"} {
		write(t, filepath.Join(folder, name), files[name])
	}
	out, err := exec.Command("git", "ls-files", "--others", "--exclude-standard", "-z").Output()
	require.NoError(t, err)
	want := slices.DeleteFunc(strings.Split(string(out), "\x00"), func(path string) bool { return !strings.HasSuffix(path, ".yaml") })
	slices.Sort(want)
	got, err := walk.Find([]string{"."}, walk.Options{})
	require.NoError(t, err)
	if diff := cmp.Diff(want, slashed(got), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%q (-git +walk):\n%s", files, diff)
	}
}

func slashed(paths []string) []string {
	var out []string
	for _, path := range paths {
		out = append(out, filepath.ToSlash(path))
	}
	return out
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}
