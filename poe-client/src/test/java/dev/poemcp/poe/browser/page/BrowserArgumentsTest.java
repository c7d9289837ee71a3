package dev.poemcp.poe.browser.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.proxy.ProxySettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BrowserArgumentsTest {
    private static final URI POE = URI.create("https://poe.com");

    private static List<String> arguments(URI site, ProxySettings proxy) {
        return BrowserArguments.of(site, Path.of("/profile"), "Agent/1", proxy);
    }

    @Test
    void proxyAndExceptions_areChromes() {
        var proxy = new ProxySettings(URI.create("http://proxy.example:3128"), "a.example, .b.example,10.0.0.1");

        var arguments = arguments(POE, proxy);

        assertTrue(arguments.contains("--proxy-server=https=http://proxy.example:3128"));
        assertTrue(arguments.contains(
                "--proxy-bypass-list=a.example;*.a.example;b.example;*.b.example;10.0.0.1;*.10.0.0.1"));
    }

    @Test
    void userAgent_isThatOfTheProfile() {
        assertTrue(arguments(POE, ProxySettings.NONE).contains("--user-agent=Agent/1"));
    }

    @Test
    void onlyPoeOnThisMachine_turnsOffChecksOfLocalAccess() {
        assertFalse(String.join(" ", arguments(POE, ProxySettings.NONE)).contains("LocalNetwork"));
        assertTrue(String.join(" ", arguments(URI.create("http://127.0.0.1:8080"), ProxySettings.NONE))
                .contains("LocalNetwork"));
    }
}
