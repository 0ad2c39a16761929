@NullMarked
package dev.runtree.cli;

import org.jspecify.annotations.NullMarked;
