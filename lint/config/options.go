package config

import (
	"reflect"
	"regexp"
	"strconv"
	"time"
	"unicode"

	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/lint"
)

// clone copies a check so that it and its options can be changed. Slices and maps of options are replaced, never changed.
func clone(check *lint.Check) *lint.Check {
	c := *check
	if c.Options != nil {
		options := reflect.New(reflect.TypeOf(c.Options).Elem())
		options.Elem().Set(reflect.ValueOf(c.Options).Elem())
		c.Options = options.Interface()
	}
	return &c
}

// Options returns the names of a check's options with their values, as it is configured.
func Options(check *lint.Check) map[string]any {
	options := map[string]any{}
	for name, value := range optionsOf(check) {
		options[name] = value.Interface()
	}
	return options
}

// optionsOf returns the fields of a check's options by the names that users write.
func optionsOf(check *lint.Check) map[string]reflect.Value {
	if check.Options == nil {
		return nil
	}
	return fieldsOf(check.Options)
}

// fieldsOf returns the fields of the struct that pointer points to by the names that users write.
func fieldsOf(pointer any) map[string]reflect.Value {
	fields := map[string]reflect.Value{}
	value := reflect.ValueOf(pointer).Elem()
	for i := range value.NumField() {
		if field := value.Type().Field(i); field.IsExported() {
			fields[optionName(field.Name)] = value.Field(i)
		}
	}
	return fields
}

// optionName turns the name of a field into that of the option: ScrapeInterval is scrapeInterval, URLPrefix is urlPrefix.
func optionName(field string) string {
	letters := []rune(field)
	for i := range letters {
		if i > 0 && i+1 < len(letters) && unicode.IsLower(letters[i+1]) {
			break // the capital that begins the second word
		}
		if !unicode.IsUpper(letters[i]) {
			break
		}
		letters[i] = unicode.ToLower(letters[i])
	}
	return string(letters)
}

var (
	durationType = reflect.TypeFor[time.Duration]()
	regexpType   = reflect.TypeFor[*regexp.Regexp]()
)

// value reads a value into target, which may be a duration, a regular expression, a string, an int, a float, a boolean, or a list of those or a map
// of names to them. What names the setting in errors.
func (r *reader) value(node *yaml.Node, what string, target reflect.Value) {
	node = resolved(node)
	switch {
	case target.Type() == durationType:
		d, err := model.ParseDuration(node.Value)
		if node.Kind != yaml.ScalarNode || err != nil {
			r.fail(r.span(node), "%s must be a duration such as 30s or 1h30m, not %s", what, shown(node))
			return
		}
		target.SetInt(int64(d))
	case target.Type() == regexpType:
		pattern, err := regexp.Compile(node.Value)
		if node.Kind != yaml.ScalarNode || isNothing(node) || err != nil {
			r.fail(r.span(node), "%s must be a regular expression, not %s", what, shown(node))
			return
		}
		target.Set(reflect.ValueOf(pattern))
	case target.Kind() == reflect.Slice:
		r.list(node, what, target)
	case target.Kind() == reflect.Map:
		r.mapValue(node, what, target)
	case target.CanInt():
		n, err := strconv.ParseInt(node.Value, 10, target.Type().Bits()) // the YAML library would cut 1.5 to 1
		if node.Kind != yaml.ScalarNode || err != nil {
			r.fail(r.span(node), "%s must be a whole number, not %s", what, shown(node))
			return
		}
		target.SetInt(n)
	default:
		read := reflect.New(target.Type())
		if node.Kind != yaml.ScalarNode || isNothing(node) || node.Decode(read.Interface()) != nil {
			r.fail(r.span(node), "%s must be %s, not %s", what, kindName(target.Kind()), shown(node))
			return
		}
		target.Set(read.Elem())
	}
}

// list reads a list into target.
func (r *reader) list(node *yaml.Node, what string, target reflect.Value) {
	if node.Kind != yaml.SequenceNode {
		r.fail(r.span(node), "%s must be a list, not %s", what, shown(node))
		return
	}
	list := reflect.MakeSlice(target.Type(), len(node.Content), len(node.Content))
	for i, item := range node.Content {
		r.value(item, what, list.Index(i))
	}
	target.Set(list)
}

// mapValue reads a mapping into target, whose keys are strings.
func (r *reader) mapValue(node *yaml.Node, what string, target reflect.Value) {
	if isNothing(node) {
		r.fail(r.span(node), "%s must be a mapping, not %s", what, shown(node))
		return
	}
	read := reflect.MakeMap(target.Type())
	r.mapping(node, what, func(key, value *yaml.Node) {
		item := reflect.New(target.Type().Elem()).Elem()
		r.value(value, key.Value+" of "+what, item)
		read.SetMapIndex(reflect.ValueOf(key.Value).Convert(target.Type().Key()), item)
	})
	target.Set(read)
}

// kindName names the values of a kind for users.
func kindName(kind reflect.Kind) string {
	switch kind {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	default:
		return "a number"
	}
}
