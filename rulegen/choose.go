package rulegen

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/nearest"
)

// choose returns the files of a form that paths name; without a form those of any, without paths all.
func choose(files []File, form string, paths []string) ([]File, error) {
	if len(files) == 0 {
		return nil, errors.New("rulegen: the program names no files")
	}
	chosen, err := ofForm(files, form)
	if err != nil || len(paths) == 0 {
		return chosen, err
	}
	var named []File
	for _, name := range paths {
		i := slices.IndexFunc(chosen, func(f File) bool { return path.Clean(f.Path) == path.Clean(filepath.ToSlash(name)) })
		if i < 0 {
			return nil, fmt.Errorf("rulegen: path %q is not generated here%s; there are %s", name, inForm(form), strings.Join(all(chosen, File.path), ", "))
		}
		named = append(named, chosen[i])
	}
	return named, nil
}

// ofForm returns the files of a form, all if it is "".
func ofForm(files []File, form string) ([]File, error) {
	if form == "" {
		return files, nil
	}
	var chosen []File
	for _, file := range files {
		if file.form() == form {
			chosen = append(chosen, file)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("rulegen: no file is generated in the form %q: %s", form, nearest.Hint(form, slices.Compact(slices.Sorted(slices.Values(all(files, File.form))))))
	}
	return chosen, nil
}

// inForm returns what to add to a message about files of a form.
func inForm(form string) string {
	if form == "" {
		return ""
	}
	return " in the form " + form
}

func (f File) path() string { return f.Path }

// form returns what the form of the file is called, "" where it has none.
func (f File) form() string {
	if f.Target == nil {
		return ""
	}
	return f.Target.Format()
}

// all returns what of gives for each of the files.
func all(files []File, of func(File) string) []string {
	var texts []string
	for _, file := range files {
		texts = append(texts, of(file))
	}
	return texts
}
