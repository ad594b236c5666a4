const query = self.location.search;
new WebSocket('ws://127.0.0.1:' + new URLSearchParams(query).get('port') + '/socket-of-script');
