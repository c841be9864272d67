package walk_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/internal/walk"
)

func TestFind(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{
		"a.yaml", "b.YML", "c.json", "d.txt", ".hidden.yaml", ".dir/a.yaml", "sub/a.yaml", "sub/deep/a.yaml", "sub/deep/b.txt",
		"ignored/a.yaml", "ignored/sub/b.yaml", "-", "[x].yaml", "other/a.yaml",
	} {
		write(t, filepath.Join(folder, name), "")
	}
	require.NoError(t, os.MkdirAll(filepath.Join(folder, ".git"), 0o755))
	write(t, filepath.Join(folder, ".gitignore"), "ignored\n/other/a.yaml\n")
	links := map[string]string{
		"loop": ".", "sub/up": "..", "link.yaml": "a.yaml", "sub/into": "../ignored", "self.txt": "self.txt", "zlink.yaml": "d.txt",
	}
	for name, target := range links {
		require.NoError(t, os.Symlink(target, filepath.Join(folder, name)))
	}
	t.Chdir(folder)

	all := []string{"[x].yaml", "a.yaml", "b.YML", "c.json", "sub/a.yaml", "sub/deep/a.yaml", "zlink.yaml"}
	tests := map[string]struct {
		args    []string
		options walk.Options
		want    []string
		err     string
	}{
		"a folder":                                      {args: []string{"."}, want: all},
		"by its absolute path":                          {args: []string{filepath.Join(folder, "sub")}, want: []string{folder + "/sub/a.yaml", folder + "/sub/deep/a.yaml"}},
		"through a link that is named":                  {args: []string{"sub/up/sub/deep"}, want: []string{"sub/up/sub/deep/a.yaml"}},
		"what is excluded, too":                         {args: []string{"."}, options: walk.Options{NoIgnore: true}, want: []string{"[x].yaml", "a.yaml", "b.YML", "c.json", "ignored/a.yaml", "ignored/sub/b.yaml", "other/a.yaml", "sub/a.yaml", "sub/deep/a.yaml", "zlink.yaml"}},
		"an excluded folder that is named":              {args: []string{"ignored"}, want: []string{"ignored/a.yaml", "ignored/sub/b.yaml"}},
		"a folder in an excluded one":                   {args: []string{"ignored/sub"}, want: []string{"ignored/sub/b.yaml"}},
		"patterns above the folder count":               {args: []string{"other"}},
		"an excluded file that is named":                {args: []string{"other/a.yaml"}, want: []string{"other/a.yaml"}},
		"a hidden file that is named":                   {args: []string{".hidden.yaml"}, want: []string{".hidden.yaml"}},
		"any extension":                                 {args: []string{"d.txt"}, want: []string{"d.txt"}},
		"each once, whatever it is called":              {args: []string{"a.yaml", "./a.yaml", "link.yaml", filepath.Join(folder, "a.yaml"), "sub/../a.yaml"}, want: []string{folder + "/a.yaml"}},
		"a link alone":                                  {args: []string{"link.yaml"}, want: []string{"link.yaml"}},
		"a glob":                                        {args: []string{"*.yaml"}, want: []string{"[x].yaml", "a.yaml", "zlink.yaml"}},
		"a glob with any extension":                     {args: []string{"**/*.txt"}, want: []string{"d.txt", "sub/deep/b.txt"}, err: "self.txt: the link leads nowhere: too many levels of symbolic links"},
		"any depth":                                     {args: []string{"**/a.yaml"}, want: []string{"a.yaml", "sub/a.yaml", "sub/deep/a.yaml"}},
		"any depth below a folder":                      {args: []string{"sub/**"}, want: []string{"sub/a.yaml", "sub/deep/a.yaml", "sub/deep/b.txt"}},
		"one folder deep, links followed":               {args: []string{"sub/*/a.yaml"}, want: []string{"sub/deep/a.yaml", "sub/into/a.yaml", "sub/up/a.yaml"}},
		"alternatives":                                  {args: []string{"{a,c}.{yaml,json}"}, want: []string{"a.yaml", "c.json"}},
		"what is hidden, if the glob says so":           {args: []string{".dir/*.yaml", ".h*.yaml"}, want: []string{".dir/a.yaml", ".hidden.yaml"}},
		"a glob in an excluded folder":                  {args: []string{"ignored/*.yaml"}, want: []string{"ignored/a.yaml"}},
		"a name that looks like a glob":                 {args: []string{"[x].yaml"}, want: []string{"[x].yaml"}},
		"standard input comes first":                    {args: []string{"a.yaml", "-", "-"}, options: walk.Options{Stdin: true}, want: []string{"-", "a.yaml"}},
		"a file called like standard input":             {args: []string{"./-"}, options: walk.Options{Stdin: true}, want: []string{"./-"}},
		"nothing of that name":                          {args: []string{"a.yaml", "none.yaml"}, want: []string{"a.yaml"}, err: "none.yaml: no such file or directory"},
		"nothing that matches":                          {args: []string{"none/*.yaml"}, err: "none/*.yaml: the glob matches no file"},
		"nothing that is not excluded":                  {args: []string{"other/*.yaml"}, err: "other/*.yaml: the glob matches no file"},
		"a bad glob":                                    {args: []string{"a[.yaml"}, err: "a[.yaml: bad glob: syntax error in pattern"},
		"a link to itself":                              {args: []string{"self.txt"}, err: "self.txt: too many levels of symbolic links"},
		"several errors":                                {args: []string{"x", "y"}, err: "x: no such file or directory\ny: no such file or directory"},
		"a device":                                      {args: []string{os.DevNull}, err: os.DevNull + ": this is a device: only regular files are read, and standard input as -"},
		"no arguments, no files":                        {},
		"standard input is a file unless it is allowed": {args: []string{"-"}, want: []string{"./-"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := walk.Find(test.args, test.options)
			if test.err == "" {
				require.NoError(t, err)
			} else {
				require.EqualError(t, err, test.err)
			}
			if diff := cmp.Diff(test.want, slashed(got)); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", test.args, diff)
			}
		})
	}
}

func TestFindRefusesPipes(t *testing.T) {
	folder := t.TempDir()
	if out, err := exec.Command("mkfifo", filepath.Join(folder, "pipe.yaml")).CombinedOutput(); err != nil {
		t.Skipf("no mkfifo: %v %s", err, out)
	}
	write(t, filepath.Join(folder, "a.yaml"), "")
	t.Chdir(folder)
	for _, arg := range []string{".", "*.yaml"} {
		got, err := walk.Find([]string{arg}, walk.Options{})
		require.EqualError(t, err, "pipe.yaml: this is a pipe: only regular files are read, and standard input as -")
		require.Equal(t, []string{"a.yaml"}, got)
	}
	_, err := walk.Find([]string{"pipe.yaml"}, walk.Options{})
	require.ErrorContains(t, err, "this is a pipe")
}

func TestFindNamesLinksThatLeadNowhere(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.Symlink("gone.yaml", "link.yaml"))
	require.NoError(t, os.Symlink("gone", "no-rules"))
	_, err := walk.Find([]string{"."}, walk.Options{})
	require.EqualError(t, err, "link.yaml: the link leads nowhere: no such file or directory")
}

func TestFindNamesFoldersWithoutPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	t.Chdir(t.TempDir())
	write(t, "a.yaml", "")
	require.NoError(t, os.Mkdir("secret", 0))
	t.Cleanup(func() { _ = os.Chmod("secret", 0o755) })
	got, err := walk.Find([]string{"."}, walk.Options{})
	require.EqualError(t, err, "secret: permission denied")
	require.Equal(t, []string{"a.yaml"}, got)
}

func TestFindInWorktrees(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "main/.git/info/exclude", "b.yaml\n")
	write(t, "main/.git/worktrees/w/commondir", "../..\n")
	write(t, "w/.git", "gitdir: ../main/.git/worktrees/w\n")
	write(t, "w/a.yaml", "")
	write(t, "w/b.yaml", "")
	got, err := walk.Find([]string{"w"}, walk.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"w/a.yaml"}, slashed(got))
}

func TestFindStartsAnewInARepositoryBelow(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"a.yaml", "b.yaml", "sub/a.yaml", "sub/b.yaml"} {
		write(t, name, "")
	}
	write(t, ".git/HEAD", "")
	write(t, "sub/.git/HEAD", "")
	write(t, ".gitignore", "a.yaml\n")
	write(t, "sub/.gitignore", "b.yaml\n")
	got, err := walk.Find([]string{"."}, walk.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"b.yaml", "sub/a.yaml"}, slashed(got))
}

// TestFindDeep asserts that depth alone is no problem.
func TestFindDeep(t *testing.T) {
	t.Chdir(t.TempDir())
	deep := strings.Repeat("d/", 500) + "a.yaml"
	write(t, deep, "")
	got, err := walk.Find([]string{"."}, walk.Options{})
	require.NoError(t, err)
	require.Equal(t, []string{deep}, slashed(got))
}
