package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.net.URI;
import java.util.List;

/** Maxim, from https://www.getmaxim.ai/docs/tracing/opentelemetry/ingesting-via-otlp. */
final class Maxim implements Vendor {
    @Override
    public String title() {
        return "Maxim";
    }

    @Override
    public List<Asked> asks() {
        return List.of(
                Asked.key("key", "an API key"),
                Asked.required("repo", "the id of the log repository that the traces go to"));
    }

    @Override
    public Profile profile() {
        return Profile.GEN_AI;
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_PROTOBUF, Protocol.HTTP_JSON);
    }

    @Override
    public Address address(Answers answers, Protocol protocol) {
        return new Address(
                URI.create("https://api.getmaxim.ai"),
                "/v1/otel",
                List.of(answers.header("x-maxim-api-key", "key"), answers.header("x-maxim-repo-id", "repo")));
    }
}
