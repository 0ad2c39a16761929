/**
 * Images, sounds and files that were sent along with messages. They come from strangers: none is decoded before its size
 * in bytes and in pixels is known to be harmless, and none is ever loaded from elsewhere.
 */
@NullMarked
package dev.runtree.ui.media;

import org.jspecify.annotations.NullMarked;
