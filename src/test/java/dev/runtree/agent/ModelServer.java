package dev.runtree.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that speaks OpenAI's language byte by byte, so that it can do everything wrong. It answers in the order it was told. */
public final class ModelServer implements AutoCloseable {
    private final JsonMapper json = new JsonMapper();
    private final ServerSocket socket;
    private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();

    public final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    /** What it does with one request. The connection is closed afterwards. */
    public interface Script {
        void answer(InputStream in, OutputStream out) throws Exception;
    }

    public ModelServer() throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("model-server").start(this::accept);
    }

    public Model model() {
        return new Models(Path.of(""), Map.of("OPENAI_BASE_URL", url())).open("openai:tiny");
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofPlatform().daemon().name("model-server-call").start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            var length = 0;
            for (var line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            requests.add(json.readTree(in.readNBytes(length)));
            next().answer(in, connection.getOutputStream());
        } catch (Exception e) {
            // The client has gone, as it should in some tests.
        }
    }

    /** A test that asks more often than it says answers for is told so, and does not wait for the model's time-out. */
    private Script next() throws InterruptedException {
        var told = scripts.poll(30, TimeUnit.SECONDS);
        return told != null
                ? told
                : (in, out) -> write(
                        out,
                        "HTTP/1.1 400 No\r\nconnection: close\r\ncontent-length: 34\r\n\r\n"
                                + "The test has no answer for request");
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            line.append((char) read);
        }
        return line.toString().strip();
    }

    public ModelServer then(Script script) {
        scripts.add(script);
        return this;
    }

    public ModelServer status(int status, String headers, String body) {
        return then((in, out) -> write(
                out,
                "HTTP/1.1 " + status + " No\r\ncontent-type: application/json\r\n" + headers + "connection: close\r\n"
                        + "content-length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body));
    }

    /** @param message the assistant's, as JSON */
    public ModelServer says(String message, String finish) {
        return status(
                200,
                "",
                "{\"id\":\"r1\",\"model\":\"tiny-2026\",\"choices\":[{\"index\":0,\"message\":" + message
                        + ",\"finish_reason\":\"" + finish
                        + "\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5,\"total_tokens\":16}}");
    }

    public ModelServer says(String text) {
        return says(
                "{\"role\":\"assistant\",\"content\":" + json.getNodeFactory().textNode(text) + "}", "stop");
    }

    /** @param calls name and arguments by turns */
    public ModelServer calls(String... calls) {
        var list = new StringBuilder();
        for (var i = 0; i < calls.length; i += 2) {
            list.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"call_")
                    .append(i / 2 + 1)
                    .append("\",\"type\":\"function\",\"function\":{\"name\":\"")
                    .append(calls[i])
                    .append("\",\"arguments\":")
                    .append(json.getNodeFactory().textNode(calls[i + 1]))
                    .append("}}");
        }
        return says("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + list + "]}", "tool_calls");
    }

    /** The beginning of a stream, with these pieces of text. */
    public static void begin(OutputStream out, String... texts) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
        for (var text : texts) {
            write(out, event("{\"content\":\"" + text + "\"}", "null"));
        }
    }

    public static String event(String delta, String finish) {
        return "data: {\"id\":\"r1\",\"model\":\"tiny-2026\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
