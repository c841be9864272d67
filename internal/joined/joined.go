// Package joined takes errors apart that errors.Join has joined.
package joined

// Errors returns the errors that err joins, however deep, in their order; err itself if it joins none, nothing if it is nil.
func Errors(err error) []error {
	if err == nil {
		return nil
	}
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, err := range several.Unwrap() {
		all = append(all, Errors(err)...)
	}
	return all
}
