/**
 * Tools: Java methods that a model may call. What a model may pass is read from the method's signature, what it did pass is
 * checked against it, and a bad call goes back to the model as an error that it can mend.
 */
@NullMarked
package dev.runtree.agent.tool;

import org.jspecify.annotations.NullMarked;
