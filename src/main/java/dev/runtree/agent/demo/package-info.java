/**
 * The demo: a travel desk whose agents make real runs with the embedded runtime, on scripted models and tools with fixed
 * data. Everything but the models' words and the tools' data is as in any other run.
 */
@NullMarked
package dev.runtree.agent.demo;

import org.jspecify.annotations.NullMarked;
