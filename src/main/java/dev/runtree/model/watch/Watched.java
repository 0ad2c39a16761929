package dev.runtree.model.watch;

/** All five signals over one range. */
public record Watched(
        RunLatency latency, TokenSpend spend, ToolFailures tools, UserActivity users, QueueDepth approvals) {}
