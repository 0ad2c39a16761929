package dev.runtree.agent.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client, one for all models: a call whose run is ended is broken off, its connection closed, whether it waits
 * for the answer or reads it; and what {@code Retry-After} said is kept, which LangChain4j's exceptions leave out.
 */
final class ModelHttp extends HttpClient {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final ModelHttp SHARED = new ModelHttp(HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build());

    private final HttpClient client;

    private ModelHttp(HttpClient client) {
        this.client = client;
    }

    /** For the builders of LangChain4j's models. */
    static HttpClientBuilder builder() {
        return JdkHttpClient.builder().httpClientBuilder(new ModelHttpBuilder(SHARED));
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var sent = sendAway(request, handler);
        try {
            return watched(sent).get();
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw e;
        } catch (CancellationException e) {
            throw new IOException("the call was broken off", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return watched(sendAway(request, handler));
    }

    /**
     * On a thread of its own, on which whatever depends on the response is done as well. The JDK does that in the common
     * pool, which has one thread on a machine of two cores, and LangChain4j reads a stream there to its end: one that stands
     * still would hold up every other call of the application.
     */
    private <T> CompletableFuture<HttpResponse<T>> sendAway(HttpRequest request, BodyHandler<T> handler) {
        var sent = new CompletableFuture<HttpResponse<T>>();
        var thread = Thread.ofVirtual().name("runtree-model-call").start(() -> {
            try {
                var response = client.send(request, handler);
                if (!sent.complete(response)) {
                    close(response.body());
                }
            } catch (Throwable e) {
                sent.completeExceptionally(e);
            }
        });
        var _ = sent.whenComplete((response, problem) -> {
            if (sent.isCancelled()) {
                thread.interrupt();
            }
        });
        return sent;
    }

    private static <T> CompletableFuture<HttpResponse<T>> watched(CompletableFuture<HttpResponse<T>> sent) {
        var call = HttpCall.current();
        if (call == null) {
            return sent;
        }
        var waiting = call.cancellation().onCancel(() -> sent.cancel(true));
        return sent.whenComplete((response, problem) -> waiting.close()).thenApply(response -> {
            call.told(response.headers().firstValue("retry-after").orElse(null));
            closeWhenEnded(call, response.body());
            refuseWhole(response);
            return response;
        });
    }

    /** LangChain4j would wait for the end of a stream that has none. */
    private static void refuseWhole(HttpResponse<?> response) {
        var type = response.headers().firstValue("content-type").orElse("");
        if (response.statusCode() / 100 == 2
                && response.body() instanceof InputStream
                && type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new CompletionException(
                    new IOException("its server answered in one piece where a stream was asked for"));
        }
    }

    /** A body that is read piece by piece is still on its way when the response is there. */
    private static void closeWhenEnded(HttpCall call, @Nullable Object body) {
        if (body instanceof InputStream stream) {
            var _ = call.cancellation().onCancel(() -> close(stream));
        }
    }

    private static void close(@Nullable Object body) {
        if (body instanceof InputStream stream) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        return sendAsync(request, handler);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
