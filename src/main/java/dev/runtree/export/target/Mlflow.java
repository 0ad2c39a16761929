package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * MLflow from 3.6 on, from {@code mlflow/server/otel_api.py}: protobuf over HTTP only, and one trace that it refuses takes the
 * rest of its request along.
 */
final class Mlflow implements Vendor {
    @Override
    public String title() {
        return "MLflow";
    }

    @Override
    public List<Asked> asks() {
        return List.of(
                Asked.open("endpoint", "http://localhost:5000", "the address of the tracking server"),
                Asked.open("experiment", "0", "the id of the experiment that the traces go to"),
                Asked.optionalKey("key", "a token, where it asks for one"));
    }

    @Override
    public Profile profile() {
        return Profile.OPENINFERENCE;
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_PROTOBUF);
    }

    @Override
    public Address address(Answers answers, Protocol protocol) {
        var headers = new ArrayList<Header>();
        headers.add(answers.header("x-mlflow-experiment-id", "experiment"));
        var key = answers.optional("key");
        if (key != null) {
            headers.add(Header.secret("authorization", "Bearer " + Answers.headerValue("key", key)));
        }
        return new Address(answers.endpoint(), "/v1/traces", headers);
    }

    @Override
    public Split split() {
        return Split.USUAL.ofOneTrace();
    }
}
