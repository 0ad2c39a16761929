@NullMarked
package dev.runtree.otlp;

import org.jspecify.annotations.NullMarked;
