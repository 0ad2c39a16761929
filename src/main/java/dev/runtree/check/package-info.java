/** Cases: recorded runs in files of the user's own, which are replayed and held against what is expected of them. */
@NullMarked
package dev.runtree.check;

import org.jspecify.annotations.NullMarked;
