package dev.runtree.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands that should start fast, so that the JVM can write down which classes they load. Started by the
 * launcher after a build, with a data folder of its own.
 */
final class Training {
    private static final String TRACE = "5b8aa5a2d2c872e8321cf37308d69df2";
    private static final String BODY = """
            {"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"scope":{"name":"training"},"spans":[
            {"traceId":"%1$s","spanId":"5fb397be34d26b51","name":"invoke_agent a","kind":1,
             "startTimeUnixNano":"1795525331000000000","endTimeUnixNano":"1795525332000000000","status":{"code":1},
             "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
                           {"key":"gen_ai.agent.name","value":{"stringValue":"a"}}]},
            {"traceId":"%1$s","spanId":"5fb397be34d26b52","parentSpanId":"5fb397be34d26b51","name":"execute_tool t","kind":1,
             "startTimeUnixNano":"1795525331100000000","endTimeUnixNano":"1795525331200000000","status":{"code":2,"message":"m"},
             "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}},
                           {"key":"gen_ai.tool.name","value":{"stringValue":"t"}},
                           {"key":"gen_ai.tool.call.arguments","value":{"stringValue":"{}"}}]}]}]}]}
            """.formatted(TRACE);

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        Path body = Files.createTempFile("runtree-training", ".json");
        try {
            Files.writeString(body, BODY);
            List.of(
                            List.of("--help"),
                            List.of("--version"),
                            List.of("import", body.toString()),
                            List.of("ls"),
                            List.of("ls", "--json"),
                            List.of("ls", "status:ok", "-user:nobody", "since:1d"),
                            List.of("show", TRACE),
                            List.of("show", TRACE, "--payload", "--json"),
                            List.of("show", "none"),
                            List.of("sql", "SELECT 1"),
                            List.of("db", "status"))
                    .forEach(words -> Cli.run(words.toArray(String[]::new), Terminal.nowhere(), new NoScreens()));
        } finally {
            Files.deleteIfExists(body);
        }
    }
}
