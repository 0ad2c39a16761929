package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.List;

/** Pydantic Logfire, from https://logfire.pydantic.dev/docs/how-to-guides/alternative-clients/. */
final class Logfire implements Vendor {
    @Override
    public String title() {
        return "Logfire";
    }

    @Override
    public List<Asked> asks() {
        return List.of(
                Asked.choice("region", List.of("us", "eu"), "where the project is"),
                Asked.open("endpoint", null, "in place of a region, the address of your own Logfire"),
                Asked.key("key", "a write token, which chooses the project"));
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
                answers.endpointOr("https://logfire-" + answers.required("region") + ".pydantic.dev"),
                "/v1/traces",
                List.of(answers.header("authorization", "key")));
    }
}
