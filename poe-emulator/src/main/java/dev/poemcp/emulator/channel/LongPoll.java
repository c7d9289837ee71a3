package dev.poemcp.emulator.channel;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A waiting long poll: the first frame completes {@code response}. */
final class LongPoll implements FrameSink {
    private final Channels channels;
    private final Channel channel;
    private final CompletableFuture<String> response;

    LongPoll(Channels channels, Channel channel, CompletableFuture<String> response) {
        this.channels = channels;
        this.channel = channel;
        this.response = response;
    }

    @Override
    public void send(String frame) {
        channels.detach(channel, this);
        response.complete(frame);
    }

    @Override
    public void close() {
        send(new Channel.Frame(channel.seq(), List.of()).text());
    }

    /** A poll shares its connection with other requests, so it only gets no response. */
    @Override
    public void blackHole() {
        channels.detach(channel, this);
    }

    @Override
    public void abort() {
        close();
    }
}
