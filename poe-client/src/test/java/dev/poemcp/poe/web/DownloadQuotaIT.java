package dev.poemcp.poe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All downloads together stay within the quota and release their bytes exactly once. */
@Timeout(60)
class DownloadQuotaIT {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final DownloadQuota quota = new DownloadQuota(2500);
    private final PublicWebFiles files =
            new PublicWebFiles(address -> Optional.empty(), WebLimits.DEFAULTS, ProxySettings.NONE, quota);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/sized", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[1000]);
            exchange.close();
        });
        server.createContext("/chunked", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[1000]);
            exchange.close();
        });
        server.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[500]);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sized", "/chunked"})
    void downloadsBeyondQuota_areRefusedUntilOneIsClosed(String path) {
        Upload first = fetch(path);
        Upload second = fetch(path);
        assertEquals(2000, quota.used());

        PoeFailure failure = assertThrows(PoeException.class, () -> fetch(path)).failure();
        assertTrue(
                assertInstanceOf(PoeFailure.FileRejected.class, failure).why().contains("other downloads"));
        assertEquals(2000, quota.used(), "a refused download takes nothing");

        first.close();
        first.close();
        assertEquals(1000, quota.used(), "released once");
        try (Upload third = fetch(path)) {
            assertEquals(1000, third.sizeBytes());
        }
        second.close();
        assertEquals(0, quota.used());
    }

    @Test
    void failedDownload_releasesItsBytes() {
        assertThrows(PoeException.class, () -> fetch("/broken"));
        assertThrows(PoeException.class, () -> files.fetch(url("/chunked"), 999));

        assertEquals(0, quota.used());
    }

    @Test
    void callerInterruptedWhileReading_leavesNothingReserved() {
        var ample = new DownloadQuota(Long.MAX_VALUE);
        var web = new PublicWebFiles(address -> Optional.empty(), WebLimits.DEFAULTS, ProxySettings.NONE, ample);
        Thread caller = Thread.currentThread();
        server.createContext("/interrupting", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            caller.interrupt();
            exchange.getResponseBody().write(new byte[1000]);
            exchange.close();
        });
        for (int i = 0; i < 200; i++) {
            try (Upload inTime = web.fetch(url("/interrupting"), 1000)) {
                assertEquals(1000, inTime.sizeBytes());
            } catch (PoeException cancelled) {
                assertInstanceOf(PoeFailure.Cancelled.class, cancelled.failure());
            }
            assertTrue(Thread.interrupted());
        }
        while (ample.used() > 0) {
            Thread.onSpinWait();
        }
        assertEquals(0, ample.used());
    }

    private Upload fetch(String path) {
        return files.fetch(url(path), 1_000_000);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
