/** Reads the files that people write by hand, YAML or JSON, so that a mistake is told with its line and column. */
@NullMarked
package dev.runtree.yaml;

import org.jspecify.annotations.NullMarked;
