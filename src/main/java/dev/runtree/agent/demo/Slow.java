package dev.runtree.agent.demo;

import dev.runtree.agent.tool.ToolFailure;

/** Stands for the time that a real tool spends on the network. */
final class Slow {
    private Slow() {}

    static void work(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolFailure("INTERRUPTED", "the tool was stopped");
        }
    }
}
