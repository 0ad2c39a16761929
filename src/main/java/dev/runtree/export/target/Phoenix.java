package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.List;
import java.util.Map;

/** Phoenix, from {@code Arize-ai/phoenix}, {@code src/phoenix/server/api/routers/v1/traces.py}: no JSON over HTTP. */
final class Phoenix implements Vendor {
    /** The resource attribute that says which project a span belongs to. */
    static final String PROJECT = "openinference.project.name";

    private static final String HTTP = "http://localhost:6006";
    private static final String GRPC = "http://localhost:4317";

    @Override
    public String title() {
        return "Phoenix";
    }

    @Override
    public List<Asked> asks() {
        return List.of(
                Asked.open("endpoint", null, "its address: " + HTTP + " when nothing is said, over gRPC " + GRPC),
                Asked.optionalKey("key", "an API key, where it asks for one"),
                Asked.open("project", "default", "the project that the traces go to"));
    }

    @Override
    public Profile profile() {
        return Profile.OPENINFERENCE;
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_PROTOBUF, Protocol.GRPC);
    }

    @Override
    public Address address(Answers answers, Protocol protocol) {
        var key = answers.optional("key");
        return new Address(
                answers.endpointOr(protocol == Protocol.GRPC ? GRPC : HTTP),
                "/v1/traces",
                key == null
                        ? List.of()
                        : List.of(Header.secret("authorization", "Bearer " + Answers.headerValue("key", key))));
    }

    @Override
    public Map<String, String> routing(Answers answers) {
        return Map.of(PROJECT, answers.required("project"));
    }
}
