// Package gitrev knows what changed since a git revision, line by line, and which findings are about that.
package gitrev

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// Changes is what changed in a repository since a revision, in its folders as they are on disk.
type Changes struct {
	root    string             // of the repository, without links
	hunks   map[string][]hunk  // by slashed path relative to root, in order
	tracked map[string]bool    // the paths that git knows; all of any other file is new
	paths   map[string]*string // by name of a file: its path relative to root, nil outside
}

// ChangedSince asks git what changed since a revision: since its last common ancestor with what is checked out, so that what
// others changed in a branch meanwhile does not count. Changes that are not committed count, and files that git does not know are
// new. A file that was renamed changed where its lines did.
//
// dir is any folder of the repository.
func ChangedSince(ctx context.Context, dir, rev string) (Changes, error) {
	c := Changes{hunks: map[string][]hunk{}, tracked: map[string]bool{}, paths: map[string]*string{}}
	if _, err := exec.LookPath("git"); err != nil {
		return c, fmt.Errorf("git is needed to tell what changed since %q, and is not there: %w", rev, err)
	}
	root, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return c, fmt.Errorf("what changed since %q is not known: %w", rev, err)
	}
	c.root = withoutLinks(filepath.FromSlash(strings.TrimSuffix(root, "\n")))
	commit, err := c.commit(ctx, rev)
	if err != nil {
		return c, err
	}
	if err := c.diff(ctx, commit); err != nil {
		return c, fmt.Errorf("git diff %s: %w", commit, err)
	}
	known, err := git(ctx, c.root, "ls-files", "-z")
	if err != nil {
		return c, fmt.Errorf("git ls-files: %w", err)
	}
	for path := range strings.SplitSeq(known, "\x00") {
		c.tracked[path] = true
	}
	return c, nil
}

// commit returns the commit to compare with: the last common ancestor of a revision and HEAD, or the revision where there is none.
func (c *Changes) commit(ctx context.Context, rev string) (string, error) {
	if rev == "" || strings.HasPrefix(rev, "-") {
		return "", fmt.Errorf("%q is not a git revision: allowed are commits, branches and tags, such as HEAD~1 or origin/main", rev)
	}
	out, err := git(ctx, c.root, "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil {
		if shallow, _ := git(ctx, c.root, "rev-parse", "--is-shallow-repository"); strings.TrimSpace(shallow) == "true" {
			return "", fmt.Errorf("unknown git revision %q: the clone is shallow, fetch more history (git fetch --unshallow)", rev)
		}
		return "", fmt.Errorf("unknown git revision %q", rev)
	}
	commit := strings.TrimSpace(out)
	if base, err := git(ctx, c.root, "merge-base", commit, "HEAD"); err == nil {
		return strings.TrimSpace(base), nil
	}
	return commit, nil
}

// Touches tells whether lines of a file changed, counted from 1, both ends included. All of a file that git does not know did.
func (c Changes) Touches(file string, fromLine, toLine int) bool {
	path := c.path(file)
	if path == nil || !c.tracked[*path] {
		return true
	}
	for _, h := range c.hunks[*path] {
		if h.touches(fromLine, toLine) {
			return true
		}
	}
	return false
}

// path returns the path of a file in the repository, or nil outside.
func (c Changes) path(file string) *string {
	if path, ok := c.paths[file]; ok {
		return path
	}
	var path *string
	if relative, err := filepath.Rel(c.root, withoutLinks(file)); err == nil && filepath.IsLocal(relative) {
		relative = filepath.ToSlash(relative)
		path = &relative
	}
	c.paths[file] = path
	return path
}

// withoutLinks returns the absolute path of a file that links lead to; as far as it can be found out.
func withoutLinks(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil { // the file itself may be standard input's
		return filepath.Join(folder, filepath.Base(path))
	}
	return path
}

// git runs git in a folder and returns what it prints. The error is what git says.
func git(ctx context.Context, dir string, args ...string) (string, error) {
	out, err := command(ctx, dir, args...).Output()
	return string(out), said(err)
}

func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	return cmd
}

// said returns the first line that git wrote about an error, if it did.
func said(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if line, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n"); line != "" {
			return errors.New(strings.TrimPrefix(line, "fatal: "))
		}
	}
	return err
}
