/**
 * The commands of {@code runtree}. Each is a few lines over the packages below: it reads its arguments, asks, and
 * writes text or JSON. The only package that writes to standard output. Knows no JavaFX: what needs a screen comes
 * in as {@link dev.runtree.cli.Screens}.
 */
@NullMarked
package dev.runtree.cli;

import org.jspecify.annotations.NullMarked;
