// Package names has a name that another package uses.
package names

// Method is a label.
const Method = "method"
