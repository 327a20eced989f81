"""The sheets of the クラウドサービス台帳, one module each."""
