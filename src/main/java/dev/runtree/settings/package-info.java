@NullMarked
package dev.runtree.settings;

import org.jspecify.annotations.NullMarked;
