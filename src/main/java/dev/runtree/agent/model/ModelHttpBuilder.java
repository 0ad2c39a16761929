package dev.runtree.agent.model;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Gives LangChain4j's models the client that is there already, whatever they would set of it. */
final class ModelHttpBuilder implements HttpClient.Builder {
    private final HttpClient client;

    ModelHttpBuilder(HttpClient client) {
        this.client = client;
    }

    @Override
    public HttpClient build() {
        return client;
    }

    @Override
    public HttpClient.Builder cookieHandler(CookieHandler value) {
        return this;
    }

    @Override
    public HttpClient.Builder connectTimeout(Duration value) {
        return this;
    }

    @Override
    public HttpClient.Builder sslContext(SSLContext value) {
        return this;
    }

    @Override
    public HttpClient.Builder sslParameters(SSLParameters value) {
        return this;
    }

    @Override
    public HttpClient.Builder executor(Executor value) {
        return this;
    }

    @Override
    public HttpClient.Builder followRedirects(HttpClient.Redirect value) {
        return this;
    }

    @Override
    public HttpClient.Builder version(HttpClient.Version value) {
        return this;
    }

    @Override
    public HttpClient.Builder priority(int value) {
        return this;
    }

    @Override
    public HttpClient.Builder proxy(ProxySelector value) {
        return this;
    }

    @Override
    public HttpClient.Builder authenticator(Authenticator value) {
        return this;
    }
}
