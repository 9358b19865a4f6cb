#ifndef SERVER_LOG_H
#define SERVER_LOG_H

/* One line on stderr, for whoever runs the server. Any thread may. */
void server_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
