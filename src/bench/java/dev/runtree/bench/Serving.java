package dev.runtree.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** {@code runtree serve} as a process of its own, started as users do, on free ports. */
final class Serving implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile(":(\\d+)");

    private final Process process;
    private final int http;
    private final int grpc;

    private Serving(Process process, int http, int grpc) {
        this.process = process;
        this.http = http;
        this.grpc = grpc;
    }

    /** @param runtree the program as it is started */
    static Serving start(String runtree, Path home) throws IOException {
        var builder = new ProcessBuilder(runtree, "serve", "--http", "0", "--grpc", "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("RUNTREE_HOME", home.toString());
        var process = builder.start();
        var ready = process.inputReader().readLine();
        var ports = PORT.matcher(String.valueOf(ready))
                .results()
                .map(found -> found.group(1))
                .toList();
        if (ports.size() < 2) {
            throw new IOException("runtree serve said: " + ready);
        }
        return new Serving(process, Integer.parseInt(ports.getFirst()), Integer.parseInt(ports.get(1)));
    }

    /** Of the Java process: the launcher becomes it. */
    long pid() {
        return process.pid();
    }

    int http() {
        return http;
    }

    int grpc() {
        return grpc;
    }

    /** The most memory that the process had until now, in MiB; -1 where the system does not tell. */
    long peakMebibytes() throws IOException {
        var status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return -1;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
