package config

import (
	"reflect"
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
	options := map[string]reflect.Value{}
	if check.Options == nil {
		return options
	}
	value := reflect.ValueOf(check.Options).Elem()
	for i := range value.NumField() {
		if field := value.Type().Field(i); field.IsExported() {
			options[optionName(field.Name)] = value.Field(i)
		}
	}
	return options
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

var durationType = reflect.TypeFor[time.Duration]()

// value reads a value of the option into target, which may be a duration, a string, an int, a float, a boolean, or a list of those.
func (r *reader) value(node *yaml.Node, option string, target reflect.Value) {
	node = resolved(node)
	switch {
	case target.Type() == durationType:
		d, err := model.ParseDuration(node.Value)
		if node.Kind != yaml.ScalarNode || err != nil {
			r.fail(r.span(node), "option %s must be a duration such as 30s or 1h30m, not %s", option, shown(node))
			return
		}
		target.SetInt(int64(d))
	case target.Kind() == reflect.Slice:
		if node.Kind != yaml.SequenceNode {
			r.fail(r.span(node), "option %s must be a list, not %s", option, shown(node))
			return
		}
		list := reflect.MakeSlice(target.Type(), len(node.Content), len(node.Content))
		for i, item := range node.Content {
			r.value(item, option, list.Index(i))
		}
		target.Set(list)
	case target.CanInt():
		n, err := strconv.ParseInt(node.Value, 10, target.Type().Bits()) // the YAML library would cut 1.5 to 1
		if node.Kind != yaml.ScalarNode || err != nil {
			r.fail(r.span(node), "option %s must be a whole number, not %s", option, shown(node))
			return
		}
		target.SetInt(n)
	default:
		read := reflect.New(target.Type())
		if node.Kind != yaml.ScalarNode || node.ShortTag() == "!!null" || node.Decode(read.Interface()) != nil {
			r.fail(r.span(node), "option %s must be %s, not %s", option, kindName(target.Kind()), shown(node))
			return
		}
		target.Set(read.Elem())
	}
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
