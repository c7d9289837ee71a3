package dev.poemcp.poe.site.diagnosis;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.diagnosis.LinkCheck;
import dev.poemcp.poe.diagnosis.LinkCheck.Outcome;
import dev.poemcp.poe.http.ConnectionProbe;
import dev.poemcp.poe.http.ConnectionProbe.Result;
import dev.poemcp.poe.http.ConnectionProbe.Stage;
import dev.poemcp.poe.site.config.SiteConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Proxy, connection and TLS, tried with a request that carries no credential. */
final class ConnectionLinks {
    private final LinkCheck links;
    private final SiteConfig config;

    ConnectionLinks(LinkCheck links, SiteConfig config) {
        this.links = links;
        this.config = config;
    }

    /** @return whether HTTP can be spoken */
    boolean check() {
        URI url = config.baseUrl();
        Outcome<Result> probe = links.attempt(
                () -> ConnectionProbe.run(url, config.proxy(), config.limits().connect()));
        Result result = probe.value();
        if (result == null) {
            links.report("connection", probe, unused -> "");
            return false;
        }
        for (Stage stage : Stage.values()) {
            String link = stage == Stage.RESPONSE ? "http" : stage.name().toLowerCase(Locale.ROOT);
            if (result.passed(stage)) {
                links.ok(link, seen(stage, result, url), stage == Stage.RESPONSE ? result.took() : Duration.ZERO);
            } else if (stage == result.failed()) {
                links.broken(link, new PoeFailure.Network(result.problem(), Spend.NONE), result.took());
            } else {
                links.notChecked(link, "there is no connection");
            }
        }
        return result.failed() == null;
    }

    private static String seen(Stage stage, Result result, URI url) {
        return switch (stage) {
            case PROXY -> result.proxy() == null ? "none is used" : result.proxy();
            case CONNECTION -> url.getHost() + " can be reached";
            case TLS -> result.tls() == null ? "plain HTTP" : result.tls();
            case RESPONSE -> "the server answers";
        };
    }
}
