package dev.runtree.agent;

/** What can be run: an agent, a team of them, or a workflow. Has no state: one may make any number of runs at once. */
public sealed interface Component permits Agent, Team, Workflow {

    /** What lists and filters know it by. */
    String id();

    /** What people read. */
    String name();
}
