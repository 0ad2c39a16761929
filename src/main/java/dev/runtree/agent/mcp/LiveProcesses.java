package dev.runtree.agent.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The processes of servers, none of which is to outlive ours. */
final class LiveProcesses {
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("runtree-mcp-servers").unstarted(LiveProcesses::killAll));
    }

    private LiveProcesses() {}

    static void add(Process process) {
        LIVE.add(process);
        var _ = process.onExit().whenComplete((ended, problem) -> LIVE.remove(process));
    }

    /** Lets a process end by itself, whose standard input is closed, and ends it with all it has started when it does not. */
    static void end(Process process, Duration patience) {
        var children = process.descendants().toList();
        try {
            var _ = process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill(children);
        if (process.isAlive()) {
            kill(process);
        }
    }

    private static void kill(Process process) {
        var children = process.descendants().toList();
        process.destroyForcibly();
        kill(children);
    }

    private static void kill(List<ProcessHandle> processes) {
        processes.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    private static void killAll() {
        LIVE.forEach(LiveProcesses::kill);
    }
}
