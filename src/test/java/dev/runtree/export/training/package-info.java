@NullMarked
package dev.runtree.export.training;

import org.jspecify.annotations.NullMarked;
