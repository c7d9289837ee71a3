package dev.poemcp.poe.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.Proxy;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://poe.com/            |                     | HTTP",
                "https://poe.com/            | example.org,.poe.org| HTTP",
                "https://poe.com/            | poe.com             | DIRECT",
                "https://poe.com/            | POE.COM             | DIRECT",
                "https://tch1.tch.poe.com/   | .poe.com            | DIRECT",
                "https://tch1.tch.poe.com/   | poe.com             | DIRECT",
                "https://notpoe.com/         | poe.com             | HTTP",
                "https://poe.com/            | *                   | DIRECT",
                "http://poe.com/             |                     | DIRECT",
                "https://localhost:1/        |                     | DIRECT",
                "https://tch1.tch.localhost/ |                     | DIRECT",
                "https://127.0.0.1:1/        |                     | DIRECT",
                "https://[::1]:1/            |                     | DIRECT",
                "https://127.example.org/    |                     | HTTP"
            })
    void url_usesProxyUnlessSchemeOrHostIsExcluded(URI target, @Nullable String noProxy, Proxy.Type type) {
        var rules = new ProxyRules(
                new ProxySettings(URI.create("http://u:secret@proxy.example:3128"), noProxy == null ? "" : noProxy));

        assertEquals(type, rules.select(target).get(0).type());
    }

    @Test
    void toString_omitsPassword() {
        var settings = new ProxySettings(URI.create("http://u:secret@proxy.example:3128"), "");

        assertFalse(settings.toString().contains("secret"));
    }
}
