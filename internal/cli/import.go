package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/modfile"

	"github.com/promwright/promwright/internal/atomicfile"
	"github.com/promwright/promwright/internal/walk"
	"github.com/promwright/promwright/rulegen/goimport"
	"github.com/promwright/promwright/rules/rulefile"
)

// importFlags are the flags of import.
type importFlags struct {
	goimport.Options

	out     string
	program bool
	force   bool
}

func newImport() *cobra.Command {
	var flags importFlags
	cmd := &cobra.Command{
		Use:   "import PATH...",
		Short: "Write Go source for the rules of rule files",
		Long: `Write Go source for the rules of rule files: the way from YAML to rules in Go.

Each group becomes a package with a variable for each rule; with --package all groups become files of one package. Expressions stay the
text that they are, comments included. With --fluent they become methods, and the metrics that they read are declared with the types
that the catalogue knows. With --main there is a program as well that generates every file again.

Files that have anything wrong are not imported, and then nothing is written. Nor is a file that exists already, but with --force.
Comments outside of expressions are not kept.

PATH is as for rulelint check. With - standard input is read.

Exit code 0: everything is written. 2: something could not be read, imported or written.`,
		Example: `  rulelint import node.yaml                            write ./GROUP/*.go for each group
  rulelint import --fluent --package node --out node node.yaml
  rulelint import --main --out alerts manifests/       with alerts/main.go, which generates manifests/ again`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return flags.run(args, cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&flags.out, "out", ".", "folder to write to")
	cmd.Flags().StringVar(&flags.Package, "package", "", "name of one package for all groups")
	cmd.Flags().BoolVar(&flags.Fluent, "fluent", false, "write expressions as methods")
	cmd.Flags().BoolVar(&flags.program, "main", false, "write a program too that generates the files")
	cmd.Flags().BoolVar(&flags.force, "force", false, "replace files that exist")
	return cmd
}

// run imports the files that the arguments name.
func (f importFlags) run(args []string, stdin io.Reader, stdout io.Writer) error {
	paths, err := walk.Find(args, walk.Options{Stdin: true})
	if err != nil {
		return err
	}
	var files []*rulefile.File
	for _, file := range readEach(paths, readOr(stdin, "stdin")) {
		if len(file.Groups) > 0 || len(file.Errors) > 0 {
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		return fmt.Errorf("no rules found in %s", strings.Join(args, ", "))
	}
	if f.program {
		if f.Package != "" {
			return errors.New("--main and --package: a folder holds one package, so the program needs the groups in packages of their own")
		}
		if f.ImportPath, err = importPath(f.out); err != nil {
			return err
		}
	}
	sources, err := goimport.Sources(files, f.Options)
	if err != nil {
		return fmt.Errorf("%w\nnothing written", err)
	}
	return f.write(sources, stdout)
}

// write writes the sources, or none if one exists, and lists them.
func (f importFlags) write(sources []goimport.Source, stdout io.Writer) error {
	var errs []error
	for _, s := range sources {
		if _, err := os.Lstat(f.path(s)); err == nil && !f.force {
			errs = append(errs, fmt.Errorf("%s exists already: --force replaces it", f.path(s)))
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return fmt.Errorf("%w\nnothing written", errors.Join(errs...))
	}
	var t atomicfile.Transaction
	for _, s := range sources {
		if err := t.Stage(f.path(s), s.Content, 0o644); err != nil {
			return fmt.Errorf("%w\nnothing written", errors.Join(err, t.Undo()))
		}
	}
	for _, s := range sources {
		errs = append(errs, t.Commit(f.path(s)))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, s := range sources { // after all is written: a pipe that is closed ends the program
		fmt.Fprintln(stdout, f.path(s))
	}
	return nil
}

// path returns where a source is written to.
func (f importFlags) path(s goimport.Source) string {
	return filepath.Join(f.out, filepath.FromSlash(s.Path))
}

// importPath returns the import path of a folder, which need not exist, from the go.mod that it is below.
func importPath(folder string) (string, error) {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	for dir := absolute; ; dir = filepath.Dir(dir) {
		content, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		switch {
		case err == nil:
			module := modfile.ModulePath(content)
			if module == "" {
				return "", fmt.Errorf("%s names no module", filepath.Join(dir, "go.mod"))
			}
			below, err := filepath.Rel(dir, absolute)
			return path.Join(module, filepath.ToSlash(below)), err
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		case dir == filepath.Dir(dir):
			return "", fmt.Errorf("--main: %s is in no Go module, of which the program would import the packages: run go mod init", folder)
		}
	}
}
