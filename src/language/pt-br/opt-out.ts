import type { OptWords } from '../opt-word';

export const optOut: OptWords = {
  out: [
    ...['sair', 'parar', 'pare', 'parem', 'descadastrar', 'descadastre', 'descadastro', 'me descadastre'],
    ...[
      'quero sair',
      'quero me descadastrar',
      'remover',
      'me remova',
      'remova meu número',
      'me tira da lista',
    ],
    ...['me tire da lista', 'sair da lista', 'sair sms', 'sair whatsapp', 'baixa', 'chega', 'basta'],
    ...['não quero mais mensagens', 'não quero mais receber mensagens', 'não quero receber mais mensagens'],
    ...['não me mande mais mensagens', 'não me mandem mais mensagens', 'não me envie mais mensagens'],
    ...[
      'não envie mais',
      'parem de me escrever',
      'pare de me mandar mensagem',
      'pare de me mandar mensagens',
    ],
  ],
  outAll: [
    ...['sair de tudo', 'sair tudo', 'parar tudo', 'pare tudo', 'descadastrar tudo', 'descadastrar de tudo'],
    ...['quero sair de tudo', 'não entrem mais em contato', 'não entre mais em contato', 'stop tudo'],
  ],
  in: [
    ...['voltar', 'quero voltar', 'recadastrar', 'cadastrar', 'me cadastre', 'retomar', 'receber'],
    ...['quero receber mensagens', 'quero voltar a receber mensagens'],
  ],
  help: ['ajuda', 'informação', 'informações', 'quem é', 'quem é você', 'o que é isso'],
  cancel: ['cancelar', 'cancela', 'cancele', 'cancelem', 'cancelar mensagens', 'cancelar inscrição'],
  polite: ['por favor', 'por gentileza', 'obrigado', 'obrigada', 'olá', 'oi', 'bom dia', 'boa tarde', 'já'],
};
